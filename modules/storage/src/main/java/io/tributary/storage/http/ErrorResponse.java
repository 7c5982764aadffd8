package io.tributary.storage.http;

/**
 * An answer that is no success.
 *
 * @param body the first {@link #MAX_BODY_BYTES} of it at most, read as UTF-8; empty after a HEAD
 */
public record ErrorResponse(RequestKind kind, ResponseHead head, String body) {

  /** How much of an error's body is read, in bytes; the rest is cut off with the connection. */
  public static final int MAX_BODY_BYTES = 64 * 1024;

  public int status() {
    return head.status();
  }

  @Override
  public String toString() {
    return "ErrorResponse[" + kind + ", " + status() + "]";
  }
}
