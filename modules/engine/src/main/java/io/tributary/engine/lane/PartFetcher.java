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
import io.tributary.engine.destination.FlushReport;
import io.tributary.engine.placement.NodeEntity;
import io.tributary.engine.serialization.TributarySerializable;
import java.time.Duration;

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

  /**
   * The coordinator heard this beat, and will wait for {@link LaneLease#TERM} from then on before
   * it gives the lane's range to another.
   *
   * @param beatNanos as it was in the lane's report
   */
  public record Alive(long run, long beatNanos) implements Command, TributarySerializable {}

  /** There is nothing to fetch for now: report what is written. */
  public record Settle(long run) implements Command, TributarySerializable {}

  /** The run is over for this lane; answered with {@link LaneReport.Stopped}. */
  public record Stop(long run) implements Command, TributarySerializable {}

  record Opened(long run, Workplace workplaceOrNull, Throwable failureOrNull) implements Command {
    /** For an answer that nobody waits for any more. */
    void close() {
      if (workplaceOrNull != null) {
        workplaceOrNull.close();
      }
    }
  }

  record TransferDone(long run, long assignment, Throwable failureOrNull) implements Command {}

  record CommitDone(long run, long assignment, Throwable failureOrNull) implements Command {}

  record Drained(long run) implements Command {}

  private record Beat() implements Command {}

  private record CoordinatorGone(long run) implements Command {}

  /** The sharding hand-off. */
  public record Leave() implements Command {}

  private static final Duration BEAT = Duration.ofMillis(500);

  /** Who waits for a download to begin hears of its first bytes by a beat. */
  private static final Duration FIRST_BEAT = Duration.ofMillis(150);

  private final NodeEntity<Command> entity;
  private final TimerScheduler<Command> timers;
  private LaneRun work;
  private boolean handedOff;

  /** The entity of this id; see {@link NodeEntity#create}. */
  public static Behavior<Command> create(
      String entityId, ActorRef<ClusterSharding.ShardCommand> shard) {
    return NodeEntity.create(TYPE, entityId, shard, PartFetcher::new);
  }

  private PartFetcher(
      ActorContext<Command> context, TimerScheduler<Command> timers, NodeEntity<Command> entity) {
    super(context);
    this.timers = timers;
    this.entity = entity;
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Begin.class, this::onBegin)
        .onMessage(Opened.class, this::onOpened)
        .onMessage(Fetch.class, fetch -> ready(fetch.run(), () -> work.fetch(fetch)))
        .onMessage(Hedge.class, hedge -> ready(hedge.run(), () -> work.hedge(hedge)))
        .onMessage(Commit.class, m -> working(m.run(), m.assignment(), () -> work.commit(m)))
        .onMessage(Shrink.class, m -> working(m.run(), m.assignment(), () -> work.shrink(m)))
        .onMessage(Abort.class, m -> working(m.run(), m.assignment(), () -> work.abort()))
        .onMessage(
            TransferDone.class,
            m -> working(m.run(), m.assignment(), () -> work.transferred(m.failureOrNull())))
        .onMessage(
            CommitDone.class,
            m -> working(m.run(), m.assignment(), () -> work.end(m.failureOrNull())))
        .onMessage(Alive.class, alive -> ready(alive.run(), () -> work.renew(alive.beatNanos())))
        .onMessage(Settle.class, settle -> ready(settle.run(), () -> work.drain()))
        .onMessage(Stop.class, stop -> begun(stop.run()) ? onStop() : tooLate())
        .onMessage(Drained.class, drained -> onDrained(drained.run()))
        .onMessage(Beat.class, beat -> onBeat())
        .onMessage(CoordinatorGone.class, gone -> onCoordinatorGone(gone.run()))
        .onMessage(Leave.class, leave -> onLeave())
        .onSignal(PostStop.class, stopped -> onPostStop())
        .build();
  }

  private boolean begun(long run) {
    return work != null && work.number() == run;
  }

  private Behavior<Command> ready(long run, Runnable step) {
    if (begun(run) && work.ready()) {
      step.run();
    }
    return awake();
  }

  private Behavior<Command> working(long run, long assignment, Runnable step) {
    if (begun(run) && work.worksOn(assignment)) {
      step.run();
    }
    return awake();
  }

  /** An entity that a late message woke, perhaps one to a node that is gone, sleeps again. */
  private Behavior<Command> awake() {
    return work == null ? tooLate() : this;
  }

  private Behavior<Command> onBegin(Begin begin) {
    if (entity.leaving() || handedOff) {
      entity.passOn(begin.job().entityId(), begin);
    } else if (begun(begin.job().run()) && work.idle()) {
      // The coordinator has not heard of us: it lost our word, or we are still opening.
      work.reportWhenReady();
    } else {
      leaveWork();
      getContext().watchWith(begin.coordinator(), new CoordinatorGone(begin.job().run()));
      work = new LaneRun(begin, getContext());
    }
    return this;
  }

  private Behavior<Command> onOpened(Opened opened) {
    if (!begun(opened.run())) {
      opened.close();
    } else if (work.opened(opened)) {
      timers.startTimerWithFixedDelay(Beat.class, new Beat(), FIRST_BEAT, BEAT);
    }
    return this;
  }

  private Behavior<Command> onBeat() {
    if (work != null) {
      work.beat(System.nanoTime());
    }
    return this;
  }

  private Behavior<Command> onStop() {
    return work.stop() ? gone() : this;
  }

  private Behavior<Command> onDrained(long run) {
    return begun(run) && work.stopping() ? gone() : this;
  }

  private Behavior<Command> gone() {
    work.reportStopped();
    leaveWork();
    if (handedOff) {
      return Behaviors.stopped();
    }
    entity.sleep();
    return this;
  }

  /** What is written is reported before the node goes; the coordinator gives the rest to others. */
  private Behavior<Command> onLeave() {
    handedOff = true;
    if (work == null) {
      return Behaviors.stopped();
    }
    return onStop();
  }

  private Behavior<Command> onCoordinatorGone(long run) {
    if (begun(run)) {
      leaveWork();
      if (handedOff) {
        return Behaviors.stopped();
      }
      entity.sleep();
    }
    return this;
  }

  /** An entity that was only woken to be stopped goes back to sleep. */
  private Behavior<Command> tooLate() {
    if (work == null) {
      entity.sleep();
    }
    return this;
  }

  /** However it ends, in a crash too: what is open is closed. */
  private Behavior<Command> onPostStop() {
    timers.cancelAll();
    if (work != null) {
      work.close();
    }
    return this;
  }

  private void leaveWork() {
    timers.cancel(Beat.class);
    if (work != null) {
      getContext().unwatch(work.coordinator());
      work.close();
      work = null;
    }
  }
}
