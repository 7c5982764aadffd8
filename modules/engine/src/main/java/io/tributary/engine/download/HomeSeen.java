package io.tributary.engine.download;

import io.tributary.engine.placement.NodeId;
import java.util.Optional;

/**
 * Whose disk a run's bytes went to: a home that was started again may have lost power, and with it
 * what was never flushed.
 *
 * @param process of the home when the run's first byte was still to come; empty when it was away
 */
record HomeSeen(Optional<NodeId> process) {
  static final HomeSeen NOBODY = new HomeSeen(Optional.empty());

  /**
   * Whether what is recorded must be read back before it is believed.
   *
   * @param here whether the disk is this process's own, which cannot have outlived it
   * @param flushed whether what is recorded was flushed before
   * @param now the home's process by now
   */
  boolean suspect(boolean here, boolean flushed, Optional<NodeId> now) {
    return !here && (!flushed || process.isEmpty() || !process.equals(now));
  }
}
