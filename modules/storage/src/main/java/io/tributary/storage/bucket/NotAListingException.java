package io.tributary.storage.bucket;

/** A document that is no page of a listing; the message says why. */
final class NotAListingException extends Exception {
  NotAListingException(String why) {
    super(why);
  }
}
