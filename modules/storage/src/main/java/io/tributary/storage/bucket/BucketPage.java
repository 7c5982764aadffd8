package io.tributary.storage.bucket;

import java.time.Instant;
import java.util.List;

/**
 * A page of ListObjectsV2, decoded.
 *
 * @param keys in the order of the document
 * @param nextToken empty on the last page, and on one whose server gave none
 */
record BucketPage(List<Key> keys, List<String> prefixes, boolean truncated, String nextToken) {

  /**
   * @param sizeBytes 0 or more
   * @param lastModifiedOrNull null when it is not given, or not as a time
   */
  record Key(
      String key, long sizeBytes, String etag, Instant lastModifiedOrNull, String storageClass) {}

  boolean isEmpty() {
    return keys.isEmpty() && prefixes.isEmpty();
  }
}
