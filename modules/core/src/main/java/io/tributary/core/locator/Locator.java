package io.tributary.core.locator;

/** Where an object is, without anything secret. */
public sealed interface Locator permits HttpLocator, BucketLocator, FileLocator {

  /** {@code http}, {@code https}, {@code oss}, {@code s3} or {@code file}. */
  String scheme();

  /** For people, messages, logs and the journal. Holds no user info and no query values. */
  String display();

  /**
   * Equal for two spellings of the same object; signatures and expiry times in a URL do not count.
   */
  String objectKey();

  /** The last segment of the path, decoded; may be empty, and is hostile input. */
  String fileName();
}
