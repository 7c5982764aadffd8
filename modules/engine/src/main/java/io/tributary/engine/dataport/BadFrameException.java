package io.tributary.engine.dataport;

import java.io.IOException;

/** What came is not what was sent, or no frame at all. */
final class BadFrameException extends IOException {
  private static final long serialVersionUID = 1;

  BadFrameException(String message) {
    super(message);
  }
}
