package io.tributary.server.guard;

import java.util.Set;

/** What the holder of a token may do. */
public enum Role {
  /** Look: all that is asked for with GET. */
  READ,
  /** That, and everything else. */
  WRITE;

  /** Methods that change nothing. */
  static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  /** Whether a request with this method may be made. */
  public boolean permits(String method) {
    return this == WRITE || READING.contains(method);
  }
}
