package io.tributary.testkit.http;

/** The body of a request. */
public final class RequestBody {
  public static final RequestBody EMPTY = new RequestBody(new byte[0]);

  private final byte[] bytes;

  RequestBody(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The array is not copied and must not be written. */
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
