package io.tributary.engine.download;

import io.tributary.core.failure.Failure;
import io.tributary.engine.home.HomeDisk;
import java.util.Optional;

/**
 * Sees, while lanes are at work, that the node is away to which they bring their bytes: each lane
 * for itself would try on for minutes. Confined to the coordinator's thread.
 */
final class HomeWatch {
  private final HomeDisk disk;
  private long seenNanos;

  HomeWatch(HomeDisk disk) {
    this.disk = disk;
  }

  void start(long nowNanos) {
    seenNanos = nowNanos;
  }

  /** Why there is no sense in going on, when there is none. */
  Optional<Failure> look(DownloadState state, long nowNanos) {
    String home = state.spec().home();
    if (!disk.unreachable(home)) {
      seenNanos = nowNanos;
    }
    return disk.away(home, nowNanos - seenNanos);
  }
}
