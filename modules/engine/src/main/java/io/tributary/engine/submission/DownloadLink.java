package io.tributary.engine.submission;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import io.tributary.engine.api.Allowance;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.download.DownloadCoordinator;
import io.tributary.engine.download.DownloadSpec;
import io.tributary.engine.download.DownloadUpdate;
import io.tributary.engine.submission.SubmissionQueue.Progress;

/** Speaks with the coordinator of a download. */
final class DownloadLink implements TurnLink {
  private final Allowance begunWith;
  private DownloadSpec spec;
  private final EntityRef<DownloadCoordinator.Command> coordinator;
  private final ActorRef<DownloadUpdate> updates;

  DownloadLink(String id, DownloadSpec spec, ActorContext<TurnWatcher.Message> context) {
    this.spec = spec;
    this.begunWith = spec.options().allowance();
    this.coordinator =
        ClusterSharding.get(context.getSystem()).entityRefFor(DownloadCoordinator.TYPE, id);
    this.updates =
        context.messageAdapter(DownloadUpdate.class, update -> new TurnWatcher.Heard(word(update)));
  }

  @Override
  public void start() {
    coordinator.tell(new DownloadCoordinator.Start(spec, updates));
  }

  @Override
  public void allow(Allowance allowance) {
    if (allowance.isAfter(begunWith)) {
      spec = spec.withAllowance(allowance);
      coordinator.tell(new DownloadCoordinator.Allow(allowance));
    }
  }

  @Override
  public void interrupt() {
    coordinator.tell(new DownloadCoordinator.Interrupt());
  }

  @Override
  public void cancel() {
    coordinator.tell(new DownloadCoordinator.Cancel());
  }

  static Word word(DownloadUpdate update) {
    if (update instanceof DownloadUpdate.Progressed progressed) {
      return moved(progressed.progress());
    } else if (update instanceof DownloadUpdate.Finished finished) {
      return new Word.Over(
          new TurnOutcome.Done(finished.result().withoutRanges(), finished.result().sizeBytes()));
    } else if (update instanceof DownloadUpdate.Ended ended) {
      return new Word.Over(new TurnOutcome.Stopped(ended.failure()));
    }
    return new Word.Heard();
  }

  /** What is only being probed has no progress; and its home has perhaps not answered yet. */
  private static Word moved(DownloadProgress now) {
    return now.phase() == DownloadProgress.Phase.PROBING
        ? new Word.Heard()
        : new Word.Moved(new Progress(now.bytesDone(), now.sizeBytes()));
  }
}
