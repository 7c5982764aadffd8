package io.tributary.engine.download;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.tributary.engine.lane.LaneReport;
import io.tributary.engine.placement.NodeId;
import java.util.Optional;

/**
 * Stands between the lanes of one run and their coordinator: answers their beats at once and passes
 * on what they say. A coordinator that waits for its journal hears nothing meanwhile, and the lanes
 * need not stop for that.
 */
final class LanePulse {
  /** Says to a lane that its beat was heard. */
  @FunctionalInterface
  interface Answer {
    void alive(NodeId node, int lane, long beatNanos);
  }

  private LanePulse() {}

  static Behavior<LaneReport> create(
      long run,
      LaneLeases leases,
      Answer answer,
      ActorRef<DownloadCoordinator.Command> coordinator) {
    return Behaviors.receiveMessage(
        report -> {
          if (report.run() == run) {
            answer(report, leases, answer);
          }
          coordinator.tell(new DownloadCoordinator.Lane(report));
          return Behaviors.same();
        });
  }

  private static void answer(LaneReport report, LaneLeases leases, Answer answer) {
    if (report instanceof LaneReport.Ready ready) {
      long beat = ready.beatNanos();
      answer(answer, ready.lane(), beat, beat(leases, ready.lane(), LaneLeases.IDLE, beat));
    } else if (report instanceof LaneReport.Progress progress) {
      long beat = progress.beatNanos();
      int lane = progress.lane();
      answer(answer, lane, beat, beat(leases, lane, progress.assignment(), beat));
    }
  }

  private static Optional<NodeId> beat(
      LaneLeases leases, int lane, long assignment, long beatNanos) {
    return leases.beat(lane, assignment, beatNanos, System.nanoTime());
  }

  private static void answer(Answer answer, int lane, long beatNanos, Optional<NodeId> node) {
    node.ifPresent(where -> answer.alive(where, lane, beatNanos));
  }
}
