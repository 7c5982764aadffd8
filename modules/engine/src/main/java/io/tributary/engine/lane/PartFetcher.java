package io.tributary.engine.lane;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.tributary.core.failure.Failure;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.destination.DestinationWriter;
import io.tributary.engine.destination.FlushReport;
import io.tributary.engine.serialization.TributarySerializable;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * One lane of one download: asks its coordinator for a range, fetches it, reports, asks again. It
 * has no state to lose: whatever it wrote was reported, the rest belongs to the coordinator.
 */
public final class PartFetcher extends AbstractBehavior<PartFetcher.Command> {
  public static final EntityTypeKey<Command> TYPE =
      EntityTypeKey.create(Command.class, "PartFetcher");

  /** What a coordinator tells its lanes; the rest is private. */
  public sealed interface Command {}

  /**
   * Work for this download from now on; anything earlier is dropped.
   *
   * @param coordinator hears of this lane; the lane is over when it is gone
   * @param recorder hears what is on disk, from the file's writer
   */
  public record Begin(LaneJob job, ActorRef<LaneReport> coordinator, ActorRef<FlushReport> recorder)
      implements Command, TributarySerializable {}

  /** Fetch this range. {@code end} is {@link Long#MAX_VALUE} for a stream of unknown length. */
  public record Fetch(long run, long assignment, long start, long end)
      implements Command, TributarySerializable {}

  /** Fetch this range to memory, in case another lane is late with it. */
  public record Hedge(long run, long assignment, long start, long end)
      implements Command, TributarySerializable {}

  /** Write a hedge's bytes from this offset on. */
  public record Commit(long run, long assignment, long from)
      implements Command, TributarySerializable {}

  /** Give away what lies from {@code newEnd} on, if it is not written yet. */
  public record Shrink(long run, long assignment, long newEnd)
      implements Command, TributarySerializable {}

  /** Drop an assignment; answered with {@link LaneReport.Ended}. */
  public record Abort(long run, long assignment) implements Command, TributarySerializable {}

  /** There is nothing to fetch for now: report what is written. */
  public record Settle(long run) implements Command, TributarySerializable {}

  /** The run is over for this lane; answered with {@link LaneReport.Stopped}. */
  public record Stop(long run) implements Command, TributarySerializable {}

  record Opened(long run, Workplace workplaceOrNull, Throwable failureOrNull) implements Command {}

  record TransferDone(long run, long assignment, Throwable failureOrNull) implements Command {}

  record CommitDone(long run, long assignment, Throwable failureOrNull) implements Command {}

  private record Drained(long run) implements Command {}

  private record Beat() implements Command {}

  private record CoordinatorGone(long run) implements Command {}

  /** The sharding hand-off. */
  public record Leave() implements Command {}

  private static final Duration BEAT = Duration.ofMillis(500);

  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final TimerScheduler<Command> timers;
  private Begin begin;
  private CompletionStage<Workplace> opening;
  private Workplace workplace;
  private Assignment assignment;
  private boolean stopping;
  private boolean leaving;

  public static Behavior<Command> create(ActorRef<ClusterSharding.ShardCommand> shard) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new PartFetcher(context, timers, shard)));
  }

  private PartFetcher(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      ActorRef<ClusterSharding.ShardCommand> shard) {
    super(context);
    this.timers = timers;
    this.shard = shard;
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Begin.class, this::onBegin)
        .onMessage(Opened.class, this::onOpened)
        .onMessage(Fetch.class, fetch -> current(fetch.run()) ? onFetch(fetch) : this)
        .onMessage(Hedge.class, hedge -> current(hedge.run()) ? onHedge(hedge) : this)
        .onMessage(
            Commit.class,
            commit -> working(commit.run(), commit.assignment()) ? onCommit(commit) : this)
        .onMessage(
            Shrink.class,
            shrink -> working(shrink.run(), shrink.assignment()) ? onShrink(shrink) : this)
        .onMessage(
            Abort.class, abort -> working(abort.run(), abort.assignment()) ? onAbort() : this)
        .onMessage(
            TransferDone.class,
            done -> working(done.run(), done.assignment()) ? onTransferDone(done) : this)
        .onMessage(
            CommitDone.class,
            done -> working(done.run(), done.assignment()) ? end(done.failureOrNull()) : this)
        .onMessage(Settle.class, settle -> current(settle.run()) ? drain() : this)
        .onMessage(Stop.class, stop -> begun(stop.run()) ? onStop() : tooLate())
        .onMessage(Drained.class, this::onDrained)
        .onMessage(Beat.class, beat -> onBeat())
        .onMessage(CoordinatorGone.class, this::onCoordinatorGone)
        .onMessage(Leave.class, leave -> Behaviors.stopped())
        .onSignal(PostStop.class, stopped -> onPostStop())
        .build();
  }

  private boolean begun(long run) {
    return begin != null && begin.job().run() == run;
  }

  private boolean current(long run) {
    return begun(run) && workplace != null && !stopping;
  }

  private boolean working(long run, long number) {
    return begun(run) && assignment != null && assignment.number() == number;
  }

  private Behavior<Command> onBegin(Begin message) {
    if (leaving) {
      passOn(message);
      return this;
    }
    if (begun(message.job().run()) && assignment == null) {
      return again();
    }
    leaveWorkplace();
    watchCoordinator(message);
    begin = message;
    stopping = false;
    long run = message.job().run();
    opening = Workplace.open(message, getContext().getSystem());
    getContext().pipeToSelf(opening, (opened, failure) -> new Opened(run, opened, failure));
    return this;
  }

  /** To whoever follows: the shard keeps it until this entity is gone. */
  private void passOn(Begin message) {
    ClusterSharding.get(getContext().getSystem())
        .entityRefFor(TYPE, message.job().entityId())
        .tell(message);
  }

  /** The coordinator has not heard of us: it lost our word, or we are still opening. */
  private Behavior<Command> again() {
    if (workplace != null && !stopping) {
      report(new LaneReport.Ready(begin.job().run(), begin.job().lane()));
    }
    return this;
  }

  private void watchCoordinator(Begin next) {
    if (begin != null) {
      getContext().unwatch(begin.coordinator());
    }
    getContext().watchWith(next.coordinator(), new CoordinatorGone(next.job().run()));
  }

  private Behavior<Command> onCoordinatorGone(CoordinatorGone goneMessage) {
    if (begun(goneMessage.run())) {
      leaveWorkplace();
      begin = null;
      passivate();
    }
    return this;
  }

  private Behavior<Command> onOpened(Opened opened) {
    if (!begun(opened.run()) || stopping) {
      if (opened.workplaceOrNull() != null) {
        opened.workplaceOrNull().close();
      }
      return this;
    }
    if (opened.failureOrNull() != null) {
      Failure failure = Failures.of(opened.failureOrNull(), begin.job().source().locator());
      report(new LaneReport.Unfit(opened.run(), begin.job().lane(), failure));
      return this;
    }
    workplace = opened.workplaceOrNull();
    opening = null;
    timers.startTimerWithFixedDelay(Beat.class, new Beat(), BEAT);
    report(new LaneReport.Ready(opened.run(), begin.job().lane()));
    return this;
  }

  private Behavior<Command> onFetch(Fetch fetch) {
    return start(Assignment.write(fetch.assignment(), fetch.start(), fetch.end()));
  }

  private Behavior<Command> onHedge(Hedge hedge) {
    return start(Assignment.hedge(hedge.assignment(), new ByteRange(hedge.start(), hedge.end())));
  }

  private Behavior<Command> start(Assignment next) {
    if (assignment != null) {
      return this;
    }
    assignment = next;
    long run = begin.job().run();
    getContext()
        .pipeToSelf(
            workplace.transfer(next),
            (done, failure) -> new TransferDone(run, next.number(), failure));
    return this;
  }

  private Behavior<Command> onShrink(Shrink shrink) {
    long end = assignment.transfer().shrinkTo(shrink.newEnd());
    report(new LaneReport.Shrunk(shrink.run(), begin.job().lane(), shrink.assignment(), end));
    return this;
  }

  private Behavior<Command> onAbort() {
    assignment.transfer().end();
    return assignment.awaitingCommit() ? end(null) : this;
  }

  private Behavior<Command> onTransferDone(TransferDone done) {
    if (done.failureOrNull() == null && assignment.hedgeIsComplete()) {
      assignment = assignment.readyToCommit();
      report(new LaneReport.HedgeReady(done.run(), begin.job().lane(), done.assignment()));
      return stopping ? end(null) : this;
    }
    return end(done.failureOrNull());
  }

  private Behavior<Command> onCommit(Commit commit) {
    Assignment committing = assignment;
    getContext()
        .pipeToSelf(
            workplace.commit(committing, commit.from()),
            (done, failure) -> new CommitDone(commit.run(), commit.assignment(), failure));
    return this;
  }

  private Behavior<Command> end(Throwable failureOrNull) {
    Assignment over = assignment;
    assignment = null;
    Failure failure =
        failureOrNull == null ? null : Failures.of(failureOrNull, begin.job().source().locator());
    report(
        new LaneReport.Ended(
            begin.job().run(),
            begin.job().lane(),
            over.number(),
            over.transfer().gauge().written(),
            over.transfer().gauge().received(),
            failure,
            Failures.retryAfterMillis(failureOrNull)));
    return stopping ? drain() : this;
  }

  private Behavior<Command> onBeat() {
    if (assignment != null) {
      TransferGauge gauge = assignment.transfer().gauge();
      long position = assignment.start() + gauge.received();
      report(
          new LaneReport.Progress(
              begin.job().run(), begin.job().lane(), assignment.number(), position));
    }
    return this;
  }

  private Behavior<Command> onStop() {
    if (workplace == null) {
      stopping = true;
      return gone();
    }
    if (!stopping) {
      stopping = true;
      if (assignment == null) {
        return drain();
      }
      return onAbort();
    }
    return this;
  }

  private Behavior<Command> drain() {
    long run = begin.job().run();
    ActorRef<DestinationWriter.Drained> replyTo =
        getContext().messageAdapter(DestinationWriter.Drained.class, drained -> new Drained(run));
    workplace.writer().tell(new DestinationWriter.Drain(replyTo));
    return this;
  }

  private Behavior<Command> onDrained(Drained drained) {
    return begun(drained.run()) && stopping ? gone() : this;
  }

  private Behavior<Command> gone() {
    report(new LaneReport.Stopped(begin.job().run(), begin.job().lane()));
    leaveWorkplace();
    getContext().unwatch(begin.coordinator());
    begin = null;
    passivate();
    return this;
  }

  /** An entity that was only woken to be stopped goes back to sleep. */
  private Behavior<Command> tooLate() {
    if (begin == null && !leaving) {
      passivate();
    }
    return this;
  }

  private void passivate() {
    leaving = true;
    shard.tell(new ClusterSharding.Passivate<>(getContext().getSelf()));
  }

  /** However it ends, in a crash too: what is open is closed. */
  private Behavior<Command> onPostStop() {
    leaveWorkplace();
    return this;
  }

  private void leaveWorkplace() {
    timers.cancel(Beat.class);
    if (assignment != null) {
      assignment.transfer().end();
      assignment = null;
    }
    if (workplace != null) {
      workplace.close();
      workplace = null;
    }
    if (opening != null) {
      opening.thenAccept(Workplace::close);
      opening = null;
    }
  }

  private void report(LaneReport report) {
    begin.coordinator().tell(report);
  }
}
