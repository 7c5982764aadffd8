package io.tributary.engine.submission;

import akka.actor.Cancellable;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.download.DownloadCoordinator;
import io.tributary.engine.download.DownloadUpdate;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Speaks the protocol of a coordinator, and does as its destination's name says. */
final class FakeDownload extends AbstractBehavior<DownloadCoordinator.Command> {

  /** What a test sees of all of them. */
  static final class Log {
    final Queue<String> started = new ConcurrentLinkedQueue<>();
    final Set<String> running = ConcurrentHashMap.newKeySet();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    final Queue<String> cancelled = new ConcurrentLinkedQueue<>();
    final Set<String> unusable = ConcurrentHashMap.newKeySet();

    /** Their next word to stop is lost. */
    final Set<String> deaf = ConcurrentHashMap.newKeySet();
  }

  private static final Duration PROGRESS_EVERY = Duration.ofMillis(200);

  private final Log log;
  private Cancellable telling = Cancellable.alreadyCancelled();
  private ActorRef<DownloadUpdate> watcher;
  private String destination = "";

  static Behavior<DownloadCoordinator.Command> create(
      EntityContext<DownloadCoordinator.Command> entity, Log log) {
    return Behaviors.setup(context -> new FakeDownload(context, log));
  }

  private FakeDownload(ActorContext<DownloadCoordinator.Command> context, Log log) {
    super(context);
    this.log = log;
  }

  @Override
  public Receive<DownloadCoordinator.Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(DownloadCoordinator.Start.class, this::onStart)
        .onMessage(DownloadCoordinator.Interrupt.class, interrupt -> stop())
        .onMessage(DownloadCoordinator.Cancel.class, cancel -> onCancel())
        .onMessage(DownloadCoordinator.Leave.class, leave -> Behaviors.stopped())
        .build();
  }

  private Behavior<DownloadCoordinator.Command> onStart(DownloadCoordinator.Start start) {
    watcher = start.watcher();
    destination = start.spec().destination();
    if (log.unusable.remove(destination)) {
      watcher.tell(ended(FailureKind.STATE_UNUSABLE));
      return this;
    }
    if (log.running.add(destination)) {
      log.started.add(destination);
      log.mostAtOnce.accumulateAndGet(log.running.size(), Math::max);
    }
    watcher.tell(new DownloadUpdate.Accepted(false));
    tellProgress(watcher);
    if (destination.contains("busy")) {
      keepTelling(watcher);
      return this;
    }
    if (destination.contains("hangs")) {
      return this;
    }
    return finish(
        destination.contains("fails")
            ? ended(FailureKind.NOT_FOUND)
            : new DownloadUpdate.Finished(result(destination)));
  }

  /** One that comes late, to whom it woke, does nothing. */
  private Behavior<DownloadCoordinator.Command> onCancel() {
    if (destination.isEmpty()) {
      return this;
    }
    log.cancelled.add(destination);
    return stop();
  }

  private static void tellProgress(ActorRef<DownloadUpdate> watcher) {
    watcher.tell(
        new DownloadUpdate.Progressed(
            new DownloadProgress(DownloadProgress.Phase.FETCHING, 100, 40, 0, 1.0, 1, 1, 0, "")));
  }

  private void keepTelling(ActorRef<DownloadUpdate> to) {
    ActorSystem<?> system = getContext().getSystem();
    telling.cancel();
    telling =
        system
            .scheduler()
            .scheduleAtFixedRate(
                PROGRESS_EVERY, PROGRESS_EVERY, () -> tellProgress(to), system.executionContext());
  }

  private Behavior<DownloadCoordinator.Command> stop() {
    if (log.deaf.remove(destination)) {
      return this;
    }
    return log.running.contains(destination) ? finish(ended(FailureKind.INTERRUPTED)) : this;
  }

  private Behavior<DownloadCoordinator.Command> finish(DownloadUpdate end) {
    log.running.remove(destination);
    telling.cancel();
    watcher.tell(end);
    return Behaviors.stopped();
  }

  private static DownloadUpdate ended(FailureKind kind) {
    return new DownloadUpdate.Ended(new Failure(kind, "do", "it", "it is a test", ""), true);
  }

  private static DownloadResult result(String destination) {
    DownloadResult sample = SubmissionTableSuite.RESULT;
    return new DownloadResult(
        sample.source(),
        destination,
        sample.identity(),
        100,
        100,
        0,
        0,
        1,
        0,
        0.1,
        sample.checksum(),
        DownloadResult.Outcome.COMPLETED);
  }
}
