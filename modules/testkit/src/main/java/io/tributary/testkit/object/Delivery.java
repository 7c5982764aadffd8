package io.tributary.testkit.object;

import io.tributary.testkit.http.Framing;

/**
 * How willingly the server hands out an object.
 *
 * @param ranges what a Range header does
 * @param framing how the end of a body is marked
 * @param headStatus 0 to answer HEAD as it should be, else the status that refuses it (405, 403)
 */
public record Delivery(Ranges ranges, Framing framing, int headStatus) {

  /** Ranges served, Content-Length sent, HEAD answered. */
  public static final Delivery NORMAL = new Delivery(Ranges.SERVED, Framing.LENGTH, 0);

  /** What becomes of a Range header. */
  public enum Ranges {
    /** 206, and {@code Accept-Ranges: bytes}. */
    SERVED,
    /** 200, and {@code Accept-Ranges: none}. */
    REFUSED,
    /** 200, and no word about it. */
    IGNORED
  }
}
