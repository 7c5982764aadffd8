package io.tributary.storage.wire;

import java.io.IOException;

/** An answer that is not HTTP/1.1 as one can read it. Says nothing of what the server sent. */
public final class MalformedAnswerException extends IOException {
  private static final long serialVersionUID = 1;

  /** In what way. */
  public enum Flaw {
    NOT_HTTP,
    BEYOND_LIMITS,
    SYNTAX
  }

  private final Flaw flaw;

  MalformedAnswerException(Flaw flaw) {
    super("malformed answer: " + flaw);
    this.flaw = flaw;
  }

  public Flaw flaw() {
    return flaw;
  }
}
