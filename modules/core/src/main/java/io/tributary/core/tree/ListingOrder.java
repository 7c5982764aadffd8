package io.tributary.core.tree;

/** In what order a listing shows its objects, and so how paths that meet are found. */
public enum ListingOrder {
  /** By the bytes of the keys in UTF-8, as S3 and OSS list. */
  SORTED,
  /** As a tree is walked: no path twice, and none that is both a file and a directory. */
  WALKED,
  /** Any, with any key any number of times, as in a manifest. */
  ANY
}
