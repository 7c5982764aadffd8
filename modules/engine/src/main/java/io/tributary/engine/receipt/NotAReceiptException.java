package io.tributary.engine.receipt;

/** What is wrong with a line, as a sentence without a full stop. */
final class NotAReceiptException extends Exception {
  private static final long serialVersionUID = 1L;

  NotAReceiptException(String message) {
    super(message);
  }
}
