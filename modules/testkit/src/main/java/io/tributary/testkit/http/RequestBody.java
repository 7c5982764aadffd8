package io.tributary.testkit.http;

import java.util.Arrays;

/** The body of a request; its array is not copied and must not be written. */
public record RequestBody(byte[] bytes) {
  public static final RequestBody EMPTY = new RequestBody(new byte[0]);

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RequestBody body && Arrays.equals(bytes, body.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
