package io.tributary.torture.campaign;

import java.util.Random;

/** A case of a part, such as {@code faults:17}. */
public record CaseId(String part, int number) {

  /** Such as {@code faults:17}. */
  public static CaseId parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || !text.substring(colon + 1).matches("\\d{1,9}")) {
      throw new IllegalArgumentException("a case is a part and a number, like faults:17: " + text);
    }
    return new CaseId(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  /** The same seed and case always give the same plan. */
  Random random(long seed) {
    long mixed = seed * 0x9E3779B97F4A7C15L + part.hashCode() * 0xBF58476D1CE4E5B9L + number;
    mixed = (mixed ^ (mixed >>> 30)) * 0x94D049BB133111EBL;
    return new Random(mixed ^ (mixed >>> 31));
  }

  @Override
  public String toString() {
    return part + ":" + number;
  }
}
