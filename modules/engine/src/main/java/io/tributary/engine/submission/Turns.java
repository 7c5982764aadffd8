package io.tributary.engine.submission;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import io.tributary.engine.submission.SubmissionQueue.Progress;
import io.tributary.engine.submission.SubmissionQueue.Turn;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The submissions that the keeper works on, each followed by a child; and what of them is not in
 * the table yet. Confined to the keeper's thread.
 */
final class Turns {
  private final ActorContext<SubmissionKeeper.Command> context;
  private final KeeperSettings settings;
  private final Map<Turn, Followed> followed = new HashMap<>();
  private final Map<Turn, TurnOutcome> ends = new HashMap<>();
  private final Set<Turn> moving = new HashSet<>();
  private Map<Turn, Progress> progress = new HashMap<>();

  private record Followed(SubmissionKind kind, ActorRef<TurnWatcher.Message> watcher) {}

  Turns(ActorContext<SubmissionKeeper.Command> context, KeeperSettings settings) {
    this.context = context;
    this.settings = settings;
  }

  /** Follows what is new; what is followed already hears what is wished of it now. */
  void follow(SubmissionRow row) {
    Turn turn = new Turn(row.id(), row.sequence());
    Followed already = followed.get(turn);
    if (already == null) {
      var watcher = context.spawnAnonymous(TurnWatcher.create(row, settings, context.getSelf()));
      followed.put(turn, new Followed(row.submission().kind(), watcher));
      TurnLog.begins(row);
    } else {
      already
          .watcher()
          .tell(new TurnWatcher.Wished(row.submission().wish(), row.spec().allowance()));
    }
  }

  /** Takes note of it; true when these are the first bytes. */
  boolean progressed(Turn turn, Progress now) {
    progress.put(turn, now);
    return now.bytesDone() > 0 && followed.containsKey(turn) && moving.add(turn);
  }

  /** Progress that was not written yet; it counts as written from now on. */
  Map<Turn, Progress> takeProgress() {
    Map<Turn, Progress> taken = progress;
    progress = new HashMap<>();
    return taken;
  }

  void over(Turn turn, TurnOutcome end) {
    ends.put(turn, end);
  }

  /** A copy of what is to be written. */
  Map<Turn, TurnOutcome> ends() {
    return Map.copyOf(ends);
  }

  /** These ends are in the table. */
  void forget(Set<Turn> ended) {
    for (Turn turn : ended) {
      TurnOutcome end = ends.remove(turn);
      Followed was = followed.remove(turn);
      moving.remove(turn);
      if (end != null && was != null) {
        TurnLog.ended(was.kind(), turn.id(), end);
      }
    }
  }
}
