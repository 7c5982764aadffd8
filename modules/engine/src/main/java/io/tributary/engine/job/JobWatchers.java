package io.tributary.engine.job;

import akka.actor.typed.ActorRef;
import io.tributary.engine.api.JobProgress;
import java.util.LinkedHashSet;
import java.util.Set;

/** Those who want to hear about a job. Confined to its coordinator's thread. */
final class JobWatchers {
  /** Whoever attaches beyond this is turned down: updates go to each of them. */
  static final int MOST = 1000;

  private final Set<ActorRef<JobUpdate>> watchers = new LinkedHashSet<>();
  private Set<ActorRef<JobUpdate>> told = Set.of();
  private JobUpdate last;

  /** Returns whether there was room for one more. */
  boolean add(ActorRef<JobUpdate> watcher) {
    if (watchers.size() >= MOST && !watchers.contains(watcher)) {
      return false;
    }
    watchers.add(watcher);
    return true;
  }

  void progress(JobProgress progress) {
    watchers.forEach(watcher -> watcher.tell(new JobUpdate.Progressed(progress)));
  }

  /** The last word of a run; nobody watches after it. */
  void last(JobUpdate update) {
    last = update;
    told = Set.copyOf(watchers);
    watchers.forEach(watcher -> watcher.tell(update));
    watchers.clear();
  }

  /** Answers who asked again just when the run ended: it must not begin another one. */
  boolean toldAgain(ActorRef<JobUpdate> watcher) {
    boolean known = told.contains(watcher);
    if (known) {
      watcher.tell(last);
    }
    return known;
  }
}
