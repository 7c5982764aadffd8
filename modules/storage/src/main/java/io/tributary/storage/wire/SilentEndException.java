package io.tributary.storage.wire;

import java.io.EOFException;

/** The connection ended where an answer was to begin. */
public final class SilentEndException extends EOFException {
  private static final long serialVersionUID = 1;

  SilentEndException() {
    super("the connection ended without an answer");
  }
}
