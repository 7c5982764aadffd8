package io.tributary.core.quantity;

/** Requests per second, as a limit; 0 for none. */
public final class RequestRate {
  /** One in eleven days. Fewer would be none, which is no limit but a pause. */
  public static final double LEAST = 0.000001;

  /** More is no limit on any machine. */
  public static final double MOST = 1_000_000_000;

  private RequestRate() {}

  /**
   * Reads a number, also one with a fraction of six digits.
   *
   * @throws IllegalArgumentException that names the input
   */
  public static double parse(String text) {
    if (!text.matches("[0-9]{1,10}(\\.[0-9]{1,6})?")) {
      throw new IllegalArgumentException("'" + text + "' is not a number of requests per second");
    }
    return require("requests per second", Double.parseDouble(text));
  }

  /**
   * Returns the rate.
   *
   * @param what it is, for the message
   * @throws IllegalArgumentException when it is neither 0 nor within the bounds
   */
  public static double require(String what, double requestsPerSecond) {
    boolean within = requestsPerSecond >= LEAST && requestsPerSecond <= MOST;
    if (!within && requestsPerSecond != 0) {
      throw new IllegalArgumentException(
          what + " must be 0, or 0.000001 to 1000000000, not " + requestsPerSecond);
    }
    return requestsPerSecond;
  }
}
