package io.tributary.engine.job;

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
import io.tributary.engine.lane.Failures;
import io.tributary.engine.placement.NodeEntity;
import io.tributary.engine.serialization.TributarySerializable;
import java.time.Duration;
import java.util.List;

/**
 * What one node does for one job: brings the objects of the batches that it is given. It has no
 * state to lose: what it was given and did not report is given to another.
 */
public final class BatchWorker extends AbstractBehavior<BatchWorker.Command> {
  public static final EntityTypeKey<Command> TYPE =
      EntityTypeKey.create(Command.class, "BatchWorker");

  /** What a job tells its workers; the rest is private. */
  public sealed interface Command {}

  /**
   * Work for this run from now on; anything earlier is dropped. Said again until it is heard of.
   */
  record Begin(JobWork work, ActorRef<BatchReport> job) implements Command, TributarySerializable {}

  /**
   * Bring these objects.
   *
   * @param take counts how often this batch was given to somebody in this run
   */
  record Bring(long run, int take, Batch batch) implements Command, TributarySerializable {}

  /** What was reported of this batch is in the hands of the job, or worth nothing: forget it. */
  record Forget(long run, long batch) implements Command, TributarySerializable {}

  /**
   * The job heard this beat, and will wait for longer than {@link
   * io.tributary.engine.lane.LaneLease#TERM} from then on before it gives what the node has to
   * others.
   *
   * @param beatNanos as it was in the node's report
   * @param requests that the node may have under way at a time from now on; 0 from a job on a node
   *     of an earlier version: as before
   */
  record Alive(long run, long beatNanos, int requests) implements Command, TributarySerializable {}

  /** The run is over for this node. */
  record Stop(long run) implements Command, TributarySerializable {}

  /** The sharding hand-off. */
  public record Leave() implements Command {}

  private record Opened(long run, JobPlace placeOrNull, Throwable failureOrNull)
      implements Command {}

  private record News(long run, BatchWork batch) implements Command {}

  private record Flushed(BatchReport.Brought brought) implements Command {}

  private record Beat() implements Command {}

  private record JobGone(long run) implements Command {}

  private static final Duration BEAT = Duration.ofMillis(500);

  private final NodeEntity<Command> entity;
  private final TimerScheduler<Command> timers;
  private Begin begin;

  /** Null as long as it is being opened; like {@link #hand}. */
  private JobPlace place;

  private WorkInHand hand;

  /** The entity of this id; see {@link NodeEntity#create}. */
  public static Behavior<Command> create(
      String entityId, ActorRef<ClusterSharding.ShardCommand> shard) {
    return NodeEntity.create(TYPE, entityId, shard, BatchWorker::new);
  }

  private BatchWorker(
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
        .onMessage(Bring.class, this::onBring)
        .onMessage(News.class, this::onNews)
        .onMessage(Flushed.class, flushed -> onFlushed(flushed.brought()))
        .onMessage(Forget.class, this::onForget)
        .onMessage(Alive.class, this::onAlive)
        .onMessage(Beat.class, beat -> onBeat())
        .onMessage(Stop.class, stop -> working(stop.run()) ? idle() : awake())
        .onMessage(JobGone.class, gone -> working(gone.run()) ? idle() : this)
        .onMessage(Leave.class, leave -> Behaviors.stopped())
        .onSignal(PostStop.class, stopped -> onPostStop())
        .build();
  }

  private boolean working(long run) {
    return begin != null && begin.work().run() == run;
  }

  private Behavior<Command> onBegin(Begin asked) {
    if (entity.leaving()) {
      entity.passOn(asked.work().entityId(), asked);
    } else if (!working(asked.work().run())) {
      leaveWork();
      begin = asked;
      long run = asked.work().run();
      getContext().watchWith(asked.job(), new JobGone(run));
      getContext()
          .pipeToSelf(
              JobPlace.open(asked.work(), getContext().getSystem()),
              (opened, failure) -> new Opened(run, opened, failure));
    } else if (place != null && !place.lease.over()) {
      beat();
    }
    return this;
  }

  private Behavior<Command> onOpened(Opened opened) {
    if (!working(opened.run())) {
      if (opened.placeOrNull() != null) {
        opened.placeOrNull().close();
      }
      return this;
    }
    if (opened.placeOrNull() == null) {
      JobWork work = begin.work();
      report(
          new BatchReport.Unfit(
              work.run(), work.node(), Failures.of(opened.failureOrNull(), work.spec().root())));
      return idle();
    }
    place = opened.placeOrNull();
    long run = opened.run();
    ActorRef<Command> self = getContext().getSelf();
    hand = new WorkInHand(place, batch -> self.tell(new News(run, batch)));
    timers.startTimerWithFixedDelay(Beat.class, new Beat(), BEAT);
    beat();
    return this;
  }

  private Behavior<Command> onBring(Bring bring) {
    if (working(bring.run()) && place != null) {
      hand.take(bring.batch(), bring.take());
    }
    return awake();
  }

  private Behavior<Command> onNews(News news) {
    if (working(news.run()) && place != null) {
      if (place.lease.over()) {
        return idle();
      }
      tell(news.batch());
    }
    return this;
  }

  /** What is told is on the disk, with the names that it has there. */
  private void tell(BatchWork batch) {
    JobWork work = begin.work();
    for (BatchWork.Chunk chunk : hand.news(batch)) {
      getContext()
          .pipeToSelf(
              place.flushed(chunk.lines(), batch.take()),
              (lines, failure) ->
                  new Flushed(
                      new BatchReport.Brought(
                          work.run(),
                          work.node(),
                          batch.id(),
                          batch.take(),
                          chunk.first(),
                          lines)));
    }
  }

  private Behavior<Command> onFlushed(BatchReport.Brought brought) {
    // Once it is over, lines may tell of what was only interrupted by that.
    if (working(brought.run()) && place != null && !place.lease.over()) {
      report(brought);
    }
    return awake();
  }

  private Behavior<Command> onForget(Forget forget) {
    if (working(forget.run()) && hand != null) {
      hand.forget(forget.batch());
    }
    return awake();
  }

  private Behavior<Command> onAlive(Alive alive) {
    if (working(alive.run()) && place != null) {
      place.lease.renew(alive.beatNanos());
      if (alive.requests() > 0) {
        hand.limit(alive.requests());
      }
    }
    return awake();
  }

  /** A node that was not answered for too long gives up what it has, and is asked anew. */
  private Behavior<Command> onBeat() {
    if (place != null) {
      if (place.lease.over()) {
        return idle();
      }
      hand.tick(System.nanoTime());
      hand.batches().forEach(this::tell);
      beat();
    }
    return this;
  }

  private void beat() {
    JobWork work = begin.work();
    List<Long> working = hand.batches().stream().map(BatchWork::id).toList();
    report(
        new BatchReport.Beat(
            work.run(),
            work.node(),
            working,
            place.bytesReceived.get(),
            System.nanoTime(),
            hand.hungry()));
  }

  private void report(BatchReport report) {
    begin.job().tell(report);
  }

  /** An entity that a late message woke sleeps again. */
  private Behavior<Command> awake() {
    return begin == null ? idle() : this;
  }

  private Behavior<Command> idle() {
    leaveWork();
    entity.sleep();
    return this;
  }

  private Behavior<Command> onPostStop() {
    leaveWork();
    return this;
  }

  private void leaveWork() {
    timers.cancel(Beat.class);
    if (hand != null) {
      hand.stop();
      hand = null;
    }
    if (begin != null) {
      getContext().unwatch(begin.job());
      begin = null;
    }
    if (place != null) {
      place.close();
      place = null;
    }
  }
}
