package io.tributary.engine.download;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.caller.Caller;
import io.tributary.engine.node.NodeResources;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a coordinator for a download, and asks again when it hears nothing: messages may be lost,
 * and a coordinator may have been restarted. Turns what it hears into a future and a stream.
 */
public final class DownloadWatcher extends AbstractBehavior<DownloadWatcher.Message> {
  /** Progress comes four times a second; silence means that nobody there knows of us. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /** As often in a row without a word, then the journal counts as unusable. */
  static final int MOST_SILENCES = 12;

  /** Whoever still tells progress so long after it was told to stop has not heard of it. */
  private static final Duration STOP_AGAIN = Duration.ofSeconds(1);

  public sealed interface Message {}

  /** Passed on to the coordinator, after the request, and again and again until it ends. */
  public record Stop(boolean deleteWhatIsThere) implements Message {}

  private record Heard(DownloadUpdate update) implements Message {}

  private record Silence() implements Message {}

  /** What the caller holds. Thread-safe. */
  public static final class Outside extends Caller<DownloadResult, DownloadProgress> {
    public Outside(ActorSystem<?> system) {
      super(system, DownloadProgress.class);
    }
  }

  private final DownloadSpec spec;
  private final String downloadId;
  private final ClusterSharding sharding;
  private final Outside outside;
  private final TimerScheduler<Message> timers;
  private int silences;
  private DownloadCoordinator.Command stopOrNull;
  private long stopToldNanos;

  public static Behavior<Message> create(
      DownloadSpec spec, String downloadId, ClusterSharding sharding, Outside outside) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    new DownloadWatcher(context, timers, spec, downloadId, sharding, outside)));
  }

  private DownloadWatcher(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      DownloadSpec spec,
      String downloadId,
      ClusterSharding sharding,
      Outside outside) {
    super(context);
    this.timers = timers;
    this.spec = spec;
    this.downloadId = downloadId;
    this.sharding = sharding;
    this.outside = outside;
    ask();
  }

  private void ask() {
    tell(
        new DownloadCoordinator.Start(
            spec, getContext().messageAdapter(DownloadUpdate.class, Heard::new)));
    if (stopOrNull != null) {
      tellToStop();
    }
    timers.startSingleTimer(new Silence(), PATIENCE);
  }

  private void tell(DownloadCoordinator.Command command) {
    sharding.entityRefFor(DownloadCoordinator.TYPE, downloadId).tell(command);
  }

  private Behavior<Message> onStop(Stop stop) {
    stopOrNull =
        stop.deleteWhatIsThere()
            ? new DownloadCoordinator.Cancel()
            : new DownloadCoordinator.Interrupt();
    tellToStop();
    return this;
  }

  private void tellToStop() {
    stopToldNanos = System.nanoTime();
    tell(stopOrNull);
  }

  private void tellToStopAgain() {
    boolean due = System.nanoTime() - stopToldNanos > STOP_AGAIN.toNanos();
    if (stopOrNull != null && due) {
      tellToStop();
    }
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Heard.class, heard -> onUpdate(heard.update()))
        .onMessage(Stop.class, this::onStop)
        .onMessage(Silence.class, silence -> onSilence())
        .onSignal(PostStop.class, stopped -> onPostStop())
        .build();
  }

  private Behavior<Message> onUpdate(DownloadUpdate update) {
    silences = 0;
    timers.startSingleTimer(new Silence(), PATIENCE);
    if (update instanceof DownloadUpdate.Progressed progressed) {
      outside.offer(progressed.progress());
      tellToStopAgain();
      return this;
    } else if (update instanceof DownloadUpdate.Finished finished) {
      outside.finish(finished.result());
      return Behaviors.stopped();
    } else if (update instanceof DownloadUpdate.Ended ended) {
      outside.end(ended.failure(), ended.resumable());
      return Behaviors.stopped();
    }
    return this;
  }

  private Behavior<Message> onSilence() {
    Optional<Throwable> unreadable =
        NodeResources.get(getContext().getSystem()).takeJournalFailure(downloadId);
    silences++;
    if (unreadable.isPresent() || silences > MOST_SILENCES) {
      outside.end(unusable(unreadable), true);
      return Behaviors.stopped();
    }
    ask();
    return this;
  }

  /** Whoever waits for a result gets one, also when the actor system ends first. */
  private Behavior<Message> onPostStop() {
    outside.end(
        new Failure(
            FailureKind.INTERRUPTED,
            "finish",
            spec.source().locator(),
            "this program is shutting down",
            ""),
        true);
    return this;
  }

  private Failure unusable(Optional<Throwable> cause) {
    if (cause.orElse(null) instanceof TributaryException told) {
      return told.failure();
    }
    return new Failure(
        FailureKind.STATE_UNUSABLE,
        "go on with the download to",
        spec.destination(),
        "its journal cannot be read or written: "
            + cause.map(Throwable::getMessage).orElse("no answer"),
        "see the log; --restart begins anew");
  }
}
