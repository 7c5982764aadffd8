package io.tributary.engine.job;

import akka.actor.typed.ActorRef;
import io.tributary.engine.api.JobProgress;
import java.util.LinkedHashSet;
import java.util.Set;

/** Those who want to hear about a job. Confined to its coordinator's thread. */
final class JobWatchers {
  private final Set<ActorRef<JobUpdate>> watchers = new LinkedHashSet<>();
  private Set<ActorRef<JobUpdate>> told = Set.of();
  private JobUpdate last;

  void add(ActorRef<JobUpdate> watcher) {
    watchers.add(watcher);
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
