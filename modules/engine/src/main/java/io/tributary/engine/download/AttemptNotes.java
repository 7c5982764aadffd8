package io.tributary.engine.download;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.attempt.Attempt;
import io.tributary.engine.attempt.Attempt.Next;
import io.tributary.engine.attempt.Attempt.Outcome;
import io.tributary.engine.attempt.Attempt.What;
import io.tributary.engine.attempt.AttemptLog;
import io.tributary.engine.attempt.Attempts;
import io.tributary.engine.lane.Failures;
import io.tributary.engine.lane.LaneReport;
import io.tributary.engine.placement.NodeId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Notes what lanes and probes come to, for the next event that is journaled anyway. What is noted
 * and not journaled is lost with the coordinator. Mutable, for one thread.
 */
final class AttemptNotes {
  private final AttemptLog log = new AttemptLog();
  private final boolean kept;
  private final Function<NodeId, String> nameOf;
  private final LongSupplier nowMillis;
  private final Map<NodeId, String> names = new HashMap<>();

  private AttemptNotes(boolean kept, Function<NodeId, String> nameOf, LongSupplier nowMillis) {
    this.kept = kept;
    this.nameOf = nameOf;
    this.nowMillis = nowMillis;
  }

  /**
   * @param nowMillis since 1970
   */
  static AttemptNotes kept(Function<NodeId, String> nameOf, LongSupplier nowMillis) {
    return new AttemptNotes(true, nameOf, nowMillis);
  }

  /** Where nobody will ask. */
  static AttemptNotes none() {
    return new AttemptNotes(false, NodeId::text, () -> 0);
  }

  Attempts takeOrNull() {
    return log.takeOrNull();
  }

  /**
   * An assignment is over, as its lane says.
   *
   * @param stays whether the lane may go on with another one
   */
  void ended(
      Lane lane, Work work, LaneReport.Ended ended, Verdict verdict, boolean stays, long nowNanos) {
    boolean all = verdict instanceof Verdict.StreamComplete || ended.position() >= work.end;
    Next next = next(verdict, stays);
    boolean raced = work.isHedge() && next == Next.AGAIN;
    ended(lane, work, ended, all, raced ? Next.NOTHING : next, nowNanos);
  }

  /** The same while all lanes are being stopped: nothing follows. */
  void endedByStop(Lane lane, LaneReport.Ended ended, long nowNanos) {
    Work work = lane.work;
    ended(lane, work, ended, ended.position() >= work.end, Next.NOTHING, nowNanos);
  }

  /** What follows for what was not fetched. */
  private static Next next(Verdict verdict, boolean stays) {
    if (verdict.equals(Verdict.GO_ON)) {
      return stays ? Next.AGAIN : Next.ELSEWHERE;
    } else if (verdict instanceof Verdict.SourceChanged) {
      return Next.START_OVER;
    }
    return verdict instanceof Verdict.StreamBroken ? Next.AGAIN : Next.GIVE_UP;
  }

  private void ended(
      Lane lane, Work work, LaneReport.Ended ended, boolean all, Next next, long nowNanos) {
    if (!kept) {
      return;
    }
    Failure failure = ended.failureOrNull();
    Outcome outcome = failure != null ? Outcome.FAILED : all ? Outcome.DONE : Outcome.ENDED;
    note(
        lane,
        work,
        ended.received(),
        outcome,
        failure == null ? Next.NOTHING : next,
        failure,
        ended.requestId(),
        nowNanos);
  }

  /** An assignment is lost with its lane. */
  void lost(Lane lane, String reason, long nowNanos) {
    Work work = lane.work;
    if (kept && work != null) {
      Failure failure = new Failure(FailureKind.NETWORK, "hear of", "the lane", reason, "");
      long arrived = Math.max(0, work.position - work.start);
      note(lane, work, arrived, Outcome.LOST, Next.ELSEWHERE, failure, "", nowNanos);
    }
  }

  private void note(
      Lane lane,
      Work work,
      long bytes,
      Outcome outcome,
      Next next,
      Failure failureOrNull,
      String requestId,
      long nowNanos) {
    long tookMillis = millis(nowNanos - work.startedNanos);
    log.add(
        new Attempt(
            work.isHedge() ? What.HEDGE : What.RANGE,
            name(lane.node),
            work.start,
            work.end == Long.MAX_VALUE ? -1 : work.end,
            bytes,
            nowMillis.getAsLong() - tookMillis,
            tookMillis,
            1,
            outcome,
            next,
            failureOrNull == null ? null : failureOrNull.kind(),
            failureOrNull == null ? "" : failureOrNull.reason(),
            requestId));
  }

  /** A lane cannot work where it is. */
  void unfit(Lane lane, Failure failure, Verdict verdict, boolean stays) {
    if (kept) {
      log.add(bare(What.LANE, name(lane.node), 0, next(verdict, stays), failure, ""));
    }
  }

  /**
   * A look at the source has failed.
   *
   * @param node the name of the one that looked
   */
  void lookFailed(String node, long tookNanos, Failure failure, Throwable thrown, Next next) {
    if (kept) {
      log.add(bare(What.LOOK, node, millis(tookNanos), next, failure, Failures.requestId(thrown)));
    }
  }

  private Attempt bare(
      What what, String node, long tookMillis, Next next, Failure failure, String requestId) {
    return new Attempt(
        what,
        node,
        0,
        0,
        0,
        nowMillis.getAsLong() - tookMillis,
        tookMillis,
        1,
        Outcome.FAILED,
        next,
        failure.kind(),
        failure.reason(),
        requestId);
  }

  private String name(NodeId node) {
    return names.computeIfAbsent(node, nameOf);
  }

  private static long millis(long nanos) {
    return Math.max(0, Duration.ofNanos(nanos).toMillis());
  }
}
