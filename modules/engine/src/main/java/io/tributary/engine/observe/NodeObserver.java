package io.tributary.engine.observe;

import io.tributary.core.failure.FailureKind;
import java.util.Optional;

/**
 * Hears what a node does while it does it. Called in whichever thread does it, several at a time:
 * it must be quick, and must not throw.
 */
public interface NodeObserver {
  NodeObserver NONE = new NodeObserver() {};

  /**
   * A request for bytes of an object has ended.
   *
   * @param failure why, if not well
   * @param nanos from its beginning to its last byte
   */
  default void requestEnded(Optional<FailureKind> failure, long nanos) {}

  /** A download that this node coordinates tries something again. */
  default void retried(FailureKind cause) {}

  /** What this node had written was not what it should be, and some of it is fetched again. */
  default void verificationFailed() {}

  /** A lane begins to work here ({@code 1}), or ends ({@code -1}). */
  default void lanesChanged(int by) {}

  /** What was written to a file is on its disk, or nobody knows. */
  default void flushed(boolean well, long nanos) {}

  /** Events are in the journal, or nobody knows. */
  default void journaled(boolean well, long nanos) {}
}
