package io.tributary.engine.destination;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.ledger.Segment;
import io.tributary.engine.observe.Observation;
import io.tributary.storage.TemporaryFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Groups what the lanes of one node wrote into one temporary file, flushes it with one fdatasync,
 * and only then reports it to whoever records it (I1). One flush at a time; lanes go on writing
 * meanwhile.
 */
public final class DestinationWriter extends AbstractBehavior<DestinationWriter.Command> {
  /** How often a flush that takes its time is told of. */
  static final Duration FLUSHING_SIGN = Duration.ofSeconds(4);

  private static final Object GROUP_TIMER = "group";
  private static final Object FLUSHING_TIMER = "flushing";

  public sealed interface Command {}

  /** Bytes of this segment are written. */
  public record Written(
      Segment segment, long run, Recording recording, ActorRef<FlushReport> replyTo)
      implements Command {}

  /** Flush and report what is pending; answered when nothing is pending any more. */
  public record Drain(ActorRef<Drained> replyTo) implements Command {}

  /** Nothing is pending. */
  public record Drained() {}

  /** No lane uses the file any more: flush what is pending, close the file, stop. */
  public record Close() implements Command {}

  private record GroupOld() implements Command {}

  private record FlushingDue() implements Command {}

  private record FlushDone(Throwable failureOrNull) implements Command {}

  private final TemporaryFile file;
  private final TimerScheduler<Command> timers;
  private final Executor fileDispatcher;
  private final Duration groupAge;
  private final Observation observation;
  private final List<ActorRef<Drained>> draining = new ArrayList<>();
  private SegmentGroup pending = new SegmentGroup();
  private SegmentGroup flushing = new SegmentGroup();
  private Written latest;
  private boolean closing;

  /**
   * @param groupAge how long what is written waits for more to be flushed with
   */
  static Behavior<Command> create(TemporaryFile file, Executor fileDispatcher, Duration groupAge) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new DestinationWriter(context, timers, file, fileDispatcher, groupAge)));
  }

  private DestinationWriter(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      TemporaryFile file,
      Executor fileDispatcher,
      Duration groupAge) {
    super(context);
    this.file = file;
    this.timers = timers;
    this.fileDispatcher = fileDispatcher;
    this.groupAge = groupAge;
    this.observation = Observation.get(context.getSystem());
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Written.class, this::onWritten)
        .onMessage(GroupOld.class, old -> onGroupOld())
        .onMessage(FlushingDue.class, due -> onFlushingDue())
        .onMessage(FlushDone.class, this::onFlushDone)
        .onMessage(Drain.class, this::onDrain)
        .onMessage(Close.class, this::onClose)
        .build();
  }

  private Behavior<Command> onWritten(Written written) {
    latest = written;
    if (pending.isEmpty()) {
      timers.startSingleTimer(GROUP_TIMER, new GroupOld(), groupAge);
    }
    pending.add(written.segment());
    return flushWhenDue();
  }

  private Behavior<Command> onGroupOld() {
    pending.grownOld();
    return flushWhenDue();
  }

  /** One that comes to be due during a flush follows it. */
  private Behavior<Command> flushWhenDue() {
    boolean askedFor = closing || !draining.isEmpty();
    return askedFor || pending.due(latest.recording()) ? flushGroup() : this;
  }

  private Behavior<Command> flushGroup() {
    if (!flushing.isEmpty() || pending.isEmpty()) {
      return this;
    }
    timers.cancel(GROUP_TIMER);
    flushing = pending;
    pending = new SegmentGroup();
    if (latest.recording().flush()) {
      timers.startTimerWithFixedDelay(FLUSHING_TIMER, new FlushingDue(), FLUSHING_SIGN);
      getContext()
          .pipeToSelf(
              CompletableFuture.runAsync(this::flushFile, fileDispatcher),
              (ignored, failure) -> new FlushDone(failure));
      return this;
    }
    return onFlushDone(new FlushDone(null));
  }

  private void flushFile() {
    long beganNanos = System.nanoTime();
    boolean well = false;
    try {
      file.flush();
      well = true;
    } finally {
      observation.observer().flushed(well, System.nanoTime() - beganNanos);
    }
  }

  private Behavior<Command> onFlushingDue() {
    latest.replyTo().tell(new FlushReport.Flushing(latest.run()));
    return this;
  }

  private Behavior<Command> onFlushDone(FlushDone done) {
    timers.cancel(FLUSHING_TIMER);
    SegmentGroup group = flushing;
    flushing = new SegmentGroup();
    latest.replyTo().tell(report(group, done.failureOrNull()));
    return pending.isEmpty() ? settled() : flushWhenDue();
  }

  private FlushReport report(SegmentGroup group, Throwable failureOrNull) {
    return failureOrNull == null
        ? new FlushReport.Flushed(latest.run(), group.merged())
        : new FlushReport.FlushFailed(latest.run(), failure(failureOrNull));
  }

  private Behavior<Command> onDrain(Drain drain) {
    draining.add(drain.replyTo());
    return idle() ? settled() : flushGroup();
  }

  private Behavior<Command> onClose(Close close) {
    closing = true;
    return idle() ? settled() : flushGroup();
  }

  private boolean idle() {
    return pending.isEmpty() && flushing.isEmpty();
  }

  private Behavior<Command> settled() {
    draining.forEach(replyTo -> replyTo.tell(new Drained()));
    draining.clear();
    if (!closing) {
      return this;
    }
    fileDispatcher.execute(file::close);
    return Behaviors.stopped();
  }

  private Failure failure(Throwable cause) {
    Throwable root = cause.getCause() == null ? cause : cause.getCause();
    if (root instanceof TributaryException known) {
      return known.failure();
    }
    return new Failure(
        FailureKind.LOCAL_DISK, "flush", file.name(), String.valueOf(root.getMessage()), "");
  }
}
