package io.tributary.engine.download;

import akka.actor.typed.ActorRef;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadProgress.Phase;
import java.util.LinkedHashSet;
import java.util.Set;

/** Those who want to hear about a download. Confined to its coordinator's thread. */
final class Watchers {
  /** Whoever attaches beyond this is turned down: updates go to each of them. */
  static final int MOST = 1000;

  private final Set<ActorRef<DownloadUpdate>> watchers = new LinkedHashSet<>();
  private Set<ActorRef<DownloadUpdate>> told = Set.of();
  private DownloadUpdate last;
  private Phase phase = Phase.PROBING;

  /** Returns whether there was room for one more. */
  boolean add(ActorRef<DownloadUpdate> watcher, boolean attached) {
    if (watchers.size() >= MOST && !watchers.contains(watcher)) {
      return false;
    }
    watchers.add(watcher);
    watcher.tell(new DownloadUpdate.Accepted(attached));
    return true;
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
    watchers.forEach(watcher -> watcher.tell(new DownloadUpdate.Progressed(progress)));
  }

  /** The last word of a run; nobody watches after it. */
  void last(DownloadUpdate update) {
    last = update;
    told = Set.copyOf(watchers);
    watchers.forEach(watcher -> watcher.tell(update));
    watchers.clear();
  }

  /**
   * Answers a watcher that asked again just when the run ended: it must not begin another one.
   *
   * @return whether it is one of those that were told the end
   */
  boolean toldAgain(ActorRef<DownloadUpdate> watcher) {
    boolean known = told.contains(watcher);
    if (known) {
      watcher.tell(last);
    }
    return known;
  }
}
