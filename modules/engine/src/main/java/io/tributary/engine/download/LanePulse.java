package io.tributary.engine.download;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.tributary.engine.lane.LaneReport;
import io.tributary.engine.placement.NodeId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Stands between the lanes of one run and their coordinator: answers their beats at once and passes
 * on what they say. A coordinator that waits for its journal hears nothing meanwhile, and the lanes
 * need not stop for that. It notices, too, when the whole process stood still.
 */
final class LanePulse {
  /** Often enough that only a process that stands still misses several of them. */
  static final Duration AWAKE_EVERY = Duration.ofMillis(500);

  /** Says to a lane that its beat was heard. */
  @FunctionalInterface
  interface Answer {
    void alive(NodeId node, int lane, long beatNanos);
  }

  private record Awake() {}

  private final long run;
  private final LaneLeases leases;
  private final LongSupplier nanoTime;
  private final Answer answer;
  private final ActorRef<DownloadCoordinator.Command> coordinator;

  private LanePulse(
      long run,
      LaneLeases leases,
      LongSupplier nanoTime,
      Answer answer,
      ActorRef<DownloadCoordinator.Command> coordinator) {
    this.run = run;
    this.leases = leases;
    this.nanoTime = nanoTime;
    this.answer = answer;
    this.coordinator = coordinator;
  }

  /**
   * @param nanoTime the clock
   */
  static Behavior<LaneReport> create(
      long run,
      LaneLeases leases,
      LongSupplier nanoTime,
      Answer answer,
      ActorRef<DownloadCoordinator.Command> coordinator) {
    LanePulse pulse = new LanePulse(run, leases, nanoTime, answer, coordinator);
    return Behaviors.<Object>withTimers(
            timers -> {
              timers.startTimerWithFixedDelay(new Awake(), AWAKE_EVERY);
              return pulse.receive();
            })
        .narrow();
  }

  private Behavior<Object> receive() {
    return Behaviors.receive(Object.class)
        .onMessage(Awake.class, awake -> onAwake())
        .onMessage(LaneReport.class, this::onReport)
        .build();
  }

  private Behavior<Object> onAwake() {
    leases.awake(nanoTime.getAsLong());
    return Behaviors.same();
  }

  private Behavior<Object> onReport(LaneReport report) {
    if (report.run() == run) {
      answer(report);
    }
    coordinator.tell(new DownloadCoordinator.Lane(report));
    return Behaviors.same();
  }

  private void answer(LaneReport report) {
    if (report instanceof LaneReport.Ready ready) {
      answer(ready.lane(), LaneLeases.IDLE, ready.beatNanos());
    } else if (report instanceof LaneReport.Progress progress) {
      answer(progress.lane(), progress.assignment(), progress.beatNanos());
    }
  }

  private void answer(int lane, long assignment, long beatNanos) {
    Optional<NodeId> node = leases.beat(lane, assignment, beatNanos, nanoTime.getAsLong());
    node.ifPresent(where -> answer.alive(where, lane, beatNanos));
  }
}
