package io.tributary.engine.download;

import akka.actor.typed.ActorRef;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadProgress.Phase;
import io.tributary.engine.caller.Watchers;

/** Those who want to hear about a download, and what they are told of its course. */
final class DownloadWatchers extends Watchers<DownloadUpdate> {
  private Phase phase = Phase.PROBING;

  /** Returns whether there was room for one more. */
  boolean add(ActorRef<DownloadUpdate> watcher, boolean attached) {
    boolean room = add(watcher);
    if (room) {
      watcher.tell(new DownloadUpdate.Accepted(attached));
    }
    return room;
  }

  Phase phase() {
    return phase;
  }

  void phase(Phase next) {
    phase = next;
  }

  void progress(
      DownloadState state, RunStatistics statistics, FetchSession sessionOrNull, long nowNanos) {
    long size = state.wantedBytes();
    long inHand = sessionOrNull == null ? 0 : sessionOrNull.bytesInHand();
    long done = statistics.resumedBytes() + statistics.receivedBytes() + inHand;
    DownloadProgress progress =
        new DownloadProgress(
            phase,
            size,
            size >= 0 ? Math.min(size, done) : done,
            statistics.resumedBytes(),
            sessionOrNull == null ? 0 : sessionOrNull.bytesPerSecond(),
            sessionOrNull == null ? 0 : sessionOrNull.busyLanes(),
            statistics.requests(),
            statistics.retries(),
            statistics.note());
    tell(new DownloadUpdate.Progressed(progress));
  }
}
