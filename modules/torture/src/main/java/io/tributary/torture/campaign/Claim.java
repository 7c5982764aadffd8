package io.tributary.torture.campaign;

/** What the program promises; a claim that does not hold ends the case. */
public final class Claim {
  private Claim() {}

  /**
   * @throws AssertionError when it does not hold
   */
  public static void that(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
