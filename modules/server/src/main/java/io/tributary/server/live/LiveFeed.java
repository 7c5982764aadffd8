package io.tributary.server.live;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.receptionist.Receptionist;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.engine.meter.NodeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Looks at what changes while somebody listens, for all of them at once, and writes it into the
 * log. A little longer than the last listener stays, who may only have lost a connection.
 */
final class LiveFeed extends AbstractBehavior<LiveFeed.Command> {
  /** How exactly the pauses of its readers are kept. */
  private static final Duration TICK = Duration.ofMillis(100);

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);
  private static final long CLUSTER_NANOS = TimeUnit.SECONDS.toNanos(1);

  sealed interface Command {}

  /** Somebody listens. */
  record Joined() implements Command {}

  /** Somebody listens no more. */
  record Left() implements Command {}

  private record Tick() implements Command {}

  private record Rest() implements Command {}

  private record Looked(KindReader kind, KindReader.Seen seen) implements Command {}

  private record Unanswered(KindReader kind, Throwable failure) implements Command {}

  private record Meters(Set<ActorRef<NodeMeter.Read>> meters) implements Command {}

  private record Read(NodeMeter.Reading reading) implements Command {}

  private final LiveLog log;
  private final Supplier<ObjectNode> cluster;
  private final List<KindReader> kinds;
  private final TimerScheduler<Command> timers;
  private final Duration afterTheLast;
  private final ActorRef<NodeMeter.Reading> readings;
  private final NodeSpeeds speeds = new NodeSpeeds();
  private Set<ActorRef<NodeMeter.Read>> meters = Set.of();
  private int listeners;
  private boolean looking;
  private boolean looked;
  private long nextClusterNanos;
  private String troubleOrNull;
  private ObjectNode snapshot;

  /**
   * @param afterTheLast how long it looks on after the last listener has left
   */
  static Behavior<Command> create(
      LiveLog log, Supplier<ObjectNode> cluster, List<LiveRows> rows, Duration afterTheLast) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new LiveFeed(context, timers, log, cluster, rows, afterTheLast)));
  }

  private LiveFeed(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      LiveLog log,
      Supplier<ObjectNode> cluster,
      List<LiveRows> rows,
      Duration afterTheLast) {
    super(context);
    this.log = log;
    this.cluster = cluster;
    this.kinds = rows.stream().map(kind -> new KindReader(kind, Clock.systemUTC())).toList();
    this.afterTheLast = afterTheLast;
    this.timers = timers;
    this.readings = context.messageAdapter(NodeMeter.Reading.class, Read::new);
    context
        .getSystem()
        .receptionist()
        .tell(
            Receptionist.subscribe(
                NodeMeter.KEY,
                context.messageAdapter(
                    Receptionist.Listing.class,
                    found -> new Meters(found.getServiceInstances(NodeMeter.KEY)))));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Joined.class, joined -> onJoined())
        .onMessage(Left.class, left -> onLeft())
        .onMessage(Rest.class, rest -> onRest())
        .onMessage(Tick.class, tick -> onTick())
        .onMessage(Looked.class, this::onLooked)
        .onMessage(Unanswered.class, this::onUnanswered)
        .onMessage(Meters.class, this::onMeters)
        .onMessage(Read.class, this::onRead)
        .build();
  }

  private Behavior<Command> onJoined() {
    listeners++;
    timers.cancel(Rest.class);
    if (!looking) {
      looking = true;
      kinds.forEach(KindReader::rest);
      timers.startTimerWithFixedDelay(Tick.class, new Tick(), TICK);
      return onTick();
    }
    return this;
  }

  private Behavior<Command> onLeft() {
    if (--listeners == 0) {
      timers.startSingleTimer(Rest.class, new Rest(), afterTheLast);
    }
    return this;
  }

  private Behavior<Command> onRest() {
    looking = false;
    looked = false;
    timers.cancel(Tick.class);
    kinds.forEach(KindReader::rest);
    speeds.forget();
    log.cut();
    return this;
  }

  private Behavior<Command> onTick() {
    long now = System.nanoTime();
    for (KindReader kind : kinds) {
      if (kind.begins(now)) {
        look(kind, now);
      }
    }
    if (now - nextClusterNanos >= 0 || !looked) {
      nextClusterNanos = now + CLUSTER_NANOS;
      tellState();
      meters.forEach(meter -> meter.tell(new NodeMeter.Read(readings)));
    }
    return this;
  }

  private void look(KindReader kind, long begunNanos) {
    CompletionStage<ObjectNode> counts =
        kind.countIsDue(begunNanos) ? kind.rows().count() : CompletableFuture.completedStage(null);
    CompletionStage<KindReader.Seen> seen =
        kind.rows()
            .changedSince(kind.since(), KindReader.MOST_ROWS)
            .thenCombine(
                counts,
                (rows, count) -> new KindReader.Seen(rows, count, System.nanoTime() - begunNanos));
    getContext()
        .pipeToSelf(
            seen,
            (found, failure) ->
                failure == null ? new Looked(kind, found) : new Unanswered(kind, failure));
  }

  private Behavior<Command> onLooked(Looked looked) {
    List<LiveLog.Draft> drafts = looked.kind().seen(looked.seen(), System.nanoTime());
    troubleOrNull = null;
    return answered(drafts);
  }

  private Behavior<Command> onUnanswered(Unanswered unanswered) {
    unanswered.kind().failed(System.nanoTime(), PAUSE_AFTER_FAILURE);
    Throwable failure = unanswered.failure();
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    troubleOrNull = String.valueOf(cause.getMessage());
    return answered(List.of());
  }

  /**
   * The first look tells what is there, not what has changed: listeners read that themselves. An
   * answer may come after the last listener has long left.
   */
  private Behavior<Command> answered(List<LiveLog.Draft> drafts) {
    if (looking) {
      if (!looked) {
        looked = true;
        tellState();
      } else if (!drafts.isEmpty()) {
        log.publish(drafts, snapshot);
      }
    }
    return this;
  }

  private void tellState() {
    if (looked) {
      ObjectNode state = state();
      snapshot = state.deepCopy();
      snapshot.set("history", speeds.history());
      log.publish(List.of(new LiveLog.Draft("cluster", state)), snapshot);
    }
  }

  private ObjectNode state() {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    ObjectNode nodes = cluster.get();
    long millis = System.currentTimeMillis();
    speeds.addTo(nodes, System.nanoTime(), millis);
    state.put("time", millis).set("cluster", nodes);
    ObjectNode counts = state.putObject("counts");
    kinds.forEach(kind -> counts.set(kind.rows().name(), kind.counts()));
    return state.put("trouble", troubleOrNull);
  }

  private Behavior<Command> onMeters(Meters found) {
    meters = found.meters();
    return this;
  }

  private Behavior<Command> onRead(Read read) {
    speeds.heard(read.reading(), System.nanoTime());
    return this;
  }
}
