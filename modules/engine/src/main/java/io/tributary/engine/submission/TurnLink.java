package io.tributary.engine.submission;

import akka.actor.typed.javadsl.ActorContext;
import io.tributary.engine.api.Allowance;
import io.tributary.engine.submission.SubmissionQueue.Progress;

/**
 * Speaks with the coordinator of a submission, of whichever kind that is. What it hears is told to
 * the actor that it was made for, and used by that actor's thread alone.
 */
interface TurnLink {

  /** What a coordinator says. */
  sealed interface Word {
    /** It is there, and there is nothing to tell yet. */
    record Heard() implements Word {}

    /** It goes on. */
    record Moved(Progress progress) implements Word {}

    /** The last word. */
    record Over(TurnOutcome outcome) implements Word {}
  }

  static TurnLink of(SubmissionRow row, ActorContext<TurnWatcher.Message> context) {
    if (row.spec() instanceof SubmissionSpec.Job job) {
      return new JobLink(row.id(), job.spec(), context);
    }
    return new DownloadLink(row.id(), ((SubmissionSpec.Download) row.spec()).spec(), context);
  }

  /** Start it, go on with it, or attach to it. */
  void start();

  /** What it may use from now on; said again and again. */
  void allow(Allowance allowance);

  /** Stop, and keep what is on disk. */
  void interrupt();

  /** Stop, and delete what is on disk. */
  void cancel();
}
