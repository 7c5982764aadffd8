package io.tributary.core.tree;

import io.tributary.core.path.KeyPath;

/**
 * Where each object of one listing goes below one directory. Keys must come in the order of their
 * UTF-8 bytes, as S3 and OSS list them; memory grows with the length of a key only. Mutable, for
 * one thread.
 */
public interface TreePlaces {

  /** Where an object goes. */
  sealed interface Place {
    record File(KeyPath path) implements Place {}

    /** A marker of a directory: an empty object whose key ends with a slash. */
    record Directory(KeyPath path) implements Place {}

    /**
     * @param reason one sentence without a full stop
     */
    record Refused(String reason) implements Place {}
  }

  Place place(String key, long sizeBytes);
}
