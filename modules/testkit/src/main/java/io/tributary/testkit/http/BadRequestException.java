package io.tributary.testkit.http;

import java.io.IOException;

/** What arrived is no HTTP/1.1 request; answered with 400 and the connection's end. */
public final class BadRequestException extends IOException {
  private static final long serialVersionUID = 1L;

  public BadRequestException(String message) {
    super(message);
  }
}
