package io.tributary.core.filter;

import java.time.Instant;

/** Which objects of a listing are wanted. Immutable. */
public interface KeyFilter {
  /**
   * @param path relative to the prefix that is listed, with slashes
   * @param sizeBytes -1 when unknown
   * @param lastModifiedOrNull null when unknown
   */
  boolean wants(String path, long sizeBytes, Instant lastModifiedOrNull);

  static KeyFilter all() {
    return (path, sizeBytes, lastModified) -> true;
  }
}
