package io.tributary.core.tree;

/** What becomes of keys that cannot be names of files. */
public enum NamePolicy {
  /** They are reported, and not fetched. */
  REFUSE,
  /** What cannot be is percent-encoded, so that two keys stay two files. */
  ENCODE
}
