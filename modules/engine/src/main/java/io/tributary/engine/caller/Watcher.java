package io.tributary.engine.caller;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a coordinator for what a caller wants, and asks again when it hears nothing: messages may be
 * lost, and a coordinator may have been restarted. Tells its caller until it has heard the end.
 */
public final class Watcher<U, R, P> extends AbstractBehavior<Watcher.Message> {
  /** Progress comes four times a second; silence means that nobody there knows of us. */
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  /** As often in a row without a word, then the journal counts as unusable. */
  public static final int MOST_SILENCES = 12;

  /** Whoever still tells progress so long after it was told to stop has not heard of it. */
  private static final Duration STOP_AGAIN = Duration.ofSeconds(1);

  public sealed interface Message {}

  /** Passed on to the coordinator, after the request, and again and again until it ends. */
  public record Stop(boolean deleteWhatIsThere) implements Message {}

  private record Heard<U>(U update) implements Message {}

  private record Silence() implements Message {}

  private final Watched<U, R, P> watched;
  private final Caller<R, P> caller;
  private final TimerScheduler<Message> timers;
  private final Duration stopAgain;
  private int silences;
  private Stop stopOrNull;
  private long stopToldNanos;

  public static <U, R, P> Behavior<Message> create(Watched<U, R, P> watched, Caller<R, P> caller) {
    return create(watched, caller, STOP_AGAIN);
  }

  /**
   * @param stopAgain how long progress may come after a word to stop before that is said again
   */
  public static <U, R, P> Behavior<Message> create(
      Watched<U, R, P> watched, Caller<R, P> caller, Duration stopAgain) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new Watcher<>(context, timers, watched, caller, stopAgain)));
  }

  private Watcher(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      Watched<U, R, P> watched,
      Caller<R, P> caller,
      Duration stopAgain) {
    super(context);
    this.stopAgain = stopAgain;
    this.timers = timers;
    this.watched = watched;
    this.caller = caller;
    ask();
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .<Heard<U>>onMessageUnchecked(Heard.class, heard -> onUpdate(heard.update()))
        .onMessage(Stop.class, this::onStop)
        .onMessage(Silence.class, silence -> onSilence())
        .onSignal(PostStop.class, stopped -> onPostStop())
        .build();
  }

  private void ask() {
    watched.start(getContext().messageAdapter(watched.updates(), Heard::new));
    if (stopOrNull != null) {
      tellToStop();
    }
    timers.startSingleTimer(new Silence(), PATIENCE);
  }

  private Behavior<Message> onStop(Stop stop) {
    stopOrNull = stop;
    tellToStop();
    return this;
  }

  private void tellToStop() {
    stopToldNanos = System.nanoTime();
    if (stopOrNull.deleteWhatIsThere()) {
      watched.cancel();
    } else {
      watched.interrupt();
    }
  }

  private Behavior<Message> onUpdate(U update) {
    silences = 0;
    timers.startSingleTimer(new Silence(), PATIENCE);
    if (watched.hear(update, caller)) {
      return Behaviors.stopped();
    }
    boolean due = System.nanoTime() - stopToldNanos > stopAgain.toNanos();
    if (stopOrNull != null && due) {
      tellToStop();
    }
    return this;
  }

  private Behavior<Message> onSilence() {
    Optional<Throwable> unreadable = watched.takeJournalFailure();
    silences++;
    if (unreadable.isPresent() || silences > MOST_SILENCES) {
      caller.end(unusable(unreadable), true);
      return Behaviors.stopped();
    }
    ask();
    return this;
  }

  private Failure unusable(Optional<Throwable> cause) {
    if (cause.orElse(null) instanceof TributaryException told) {
      return told.failure();
    }
    return watched.unusable(
        "its journal cannot be read or written: "
            + cause.map(Throwable::getMessage).orElse("no answer"));
  }

  /** Whoever waits for a result gets one, also when the actor system ends first. */
  private Behavior<Message> onPostStop() {
    caller.end(
        new Failure(
            FailureKind.INTERRUPTED,
            "finish",
            watched.source(),
            "this program is shutting down",
            ""),
        true);
    return this;
  }
}
