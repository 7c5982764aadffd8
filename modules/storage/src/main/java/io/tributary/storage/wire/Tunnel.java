package io.tributary.storage.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A way through an HTTP proxy (RFC 9110, 9.3.6). */
public final class Tunnel {
  private Tunnel() {}

  /** The proxy does not let us through. */
  public static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    RefusedException(int status) {
      super("the proxy answers " + status);
      this.status = status;
    }

    /** HTTP status of its answer. */
    public int status() {
      return status;
    }
  }

  /** What the proxy answers is no HTTP. */
  public static final class NonsenseException extends IOException {
    private static final long serialVersionUID = 1;

    NonsenseException(IOException cause) {
      super("the proxy does not answer as one", cause);
    }
  }

  /**
   * Opens it.
   *
   * @param authority host and port of the other end
   * @param credentials value of {@code Proxy-Authorization}, or empty
   */
  public static void open(Wire wire, String authority, String credentials, HeadLimits limits)
      throws IOException {
    String request =
        "CONNECT "
            + authority
            + " HTTP/1.1\r\nHost: "
            + authority
            + "\r\n"
            + (credentials.isEmpty() ? "" : "Proxy-Authorization: " + credentials + "\r\n")
            + "\r\n";
    wire.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    Input input = new Input(wire);
    Head head;
    try {
      head = HeadReader.read(input, limits);
    } catch (MalformedAnswerException e) {
      throw new NonsenseException(e);
    }
    if (head.status() / 100 != 2) {
      throw new RefusedException(head.status());
    }
    if (input.available() > 0) {
      throw new NonsenseException(new IOException("it speaks before it is asked"));
    }
  }
}
