package io.tributary.storage.index;

/** A page that is no index, or one that is not understood as a whole; the message says why. */
final class NotAnIndexException extends Exception {
  NotAnIndexException(String why) {
    super(why);
  }
}
