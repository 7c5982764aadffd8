package io.tributary.engine.download;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.caller.Caller;
import io.tributary.engine.caller.Watched;
import io.tributary.engine.caller.Watcher;
import io.tributary.engine.node.NodeResources;
import java.time.Duration;
import java.util.Optional;

/** Watches the coordinator of a download. */
public final class DownloadWatcher
    implements Watched<DownloadUpdate, DownloadResult, DownloadProgress> {
  private final DownloadSpec spec;
  private final String downloadId;
  private final NodeResources node;
  private final EntityRef<DownloadCoordinator.Command> coordinator;

  private DownloadWatcher(DownloadSpec spec, String downloadId, ActorSystem<?> system) {
    this.spec = spec;
    this.downloadId = downloadId;
    this.node = NodeResources.get(system);
    this.coordinator =
        ClusterSharding.get(system).entityRefFor(DownloadCoordinator.TYPE, downloadId);
  }

  /** What the caller of a download holds. */
  public static Caller<DownloadResult, DownloadProgress> caller(ActorSystem<?> system) {
    return new Caller<>(system, DownloadProgress.class);
  }

  public static Behavior<Watcher.Message> create(
      DownloadSpec spec,
      String downloadId,
      ActorSystem<?> system,
      Caller<DownloadResult, DownloadProgress> caller) {
    return Watcher.create(new DownloadWatcher(spec, downloadId, system), caller);
  }

  /** As {@link #create}; for {@code stopAgain} see {@link Watcher#create}. */
  static Behavior<Watcher.Message> create(
      DownloadSpec spec,
      String downloadId,
      ActorSystem<?> system,
      Caller<DownloadResult, DownloadProgress> caller,
      Duration stopAgain) {
    return Watcher.create(new DownloadWatcher(spec, downloadId, system), caller, stopAgain);
  }

  @Override
  public Class<DownloadUpdate> updates() {
    return DownloadUpdate.class;
  }

  @Override
  public void start(ActorRef<DownloadUpdate> watcher) {
    coordinator.tell(new DownloadCoordinator.Start(spec, watcher));
  }

  @Override
  public void interrupt() {
    coordinator.tell(new DownloadCoordinator.Interrupt());
  }

  @Override
  public void cancel() {
    coordinator.tell(new DownloadCoordinator.Cancel());
  }

  @Override
  public boolean hear(DownloadUpdate update, Caller<DownloadResult, DownloadProgress> caller) {
    if (update instanceof DownloadUpdate.Progressed progressed) {
      caller.offer(progressed.progress());
    } else if (update instanceof DownloadUpdate.Finished finished) {
      caller.finish(finished.result());
      return true;
    } else if (update instanceof DownloadUpdate.Ended ended) {
      caller.end(ended.failure(), ended.resumable());
      return true;
    }
    return false;
  }

  @Override
  public Optional<Throwable> takeJournalFailure() {
    return node.takeJournalFailure(downloadId);
  }

  @Override
  public String source() {
    return spec.source().locator();
  }

  @Override
  public Failure unusable(String reason) {
    return new Failure(
        FailureKind.STATE_UNUSABLE,
        "go on with the download to",
        spec.destination(),
        reason,
        "see the log; --restart begins anew");
  }
}
