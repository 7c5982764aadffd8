package io.tributary.engine;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.stream.javadsl.Source;
import io.tributary.engine.api.JobProgress;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.caller.Caller;
import io.tributary.engine.caller.Watcher;
import java.util.concurrent.CompletionStage;

/** A job under way. Thread-safe. */
public final class Job {
  private final ActorRef<Watcher.Message> watcher;
  private final Caller<JobResult, JobProgress> caller;

  Job(ActorRef<Watcher.Message> watcher, Caller<JobResult, JobProgress> caller) {
    this.watcher = watcher;
    this.caller = caller;
  }

  /**
   * Completes when everything was tried, also when some objects failed; fails with a
   * TributaryException when the job had to stop before.
   */
  public CompletionStage<JobResult> result() {
    return caller.result();
  }

  /**
   * What is going on, about four times a second, from now to the end of the job; a slow reader
   * misses some. May be run any number of times.
   */
  public Source<JobProgress, NotUsed> progress() {
    return caller.progress();
  }

  /** Once {@link #result} failed: whether the same request would go on from what is recorded. */
  public boolean resumable() {
    return caller.resumable();
  }

  /** Stops it with what is done recorded; {@link #result} fails with INTERRUPTED then. */
  public void interrupt() {
    watcher.tell(new Watcher.Stop(false));
  }
}
