package io.tributary.engine.download;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.plan.LaneTuner;
import io.tributary.core.retry.RetryPolicy;
import io.tributary.engine.lane.LaneReport;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What the failure of one range means: another try after a pause, or the end of the run. The one
 * retry layer for ranges. For one thread.
 */
final class LaneFailures {
  /** A second answer that makes no sense is believed (faults 3). */
  private static final int MOST_PROTOCOL_FAILURES = 1;

  /** A failed hedge costs nothing but its request, so it never ends a run; but it waits, too. */
  private static final RetryPolicy FOR_HEDGES = new RetryPolicy(Integer.MAX_VALUE);

  private final LaneTuner tuner;
  private final RetryPolicy retryPolicy;
  private final RandomGenerator random;
  private final RunStatistics statistics;

  LaneFailures(
      LaneTuner tuner, RetryPolicy retryPolicy, RandomGenerator random, RunStatistics statistics) {
    this.tuner = tuner;
    this.retryPolicy = retryPolicy;
    this.random = random;
    this.statistics = statistics;
  }

  Verdict onFailure(Lane lane, LaneReport.Ended ended, long nowNanos) {
    Failure failure = ended.failureOrNull();
    boolean nonsense =
        failure.kind() == FailureKind.PROTOCOL
            && ++lane.protocolFailuresInARow <= MOST_PROTOCOL_FAILURES;
    if (!failure.kind().retryable() && !nonsense) {
      return end(failure);
    }
    slowDown(failure, nowNanos);
    int failures = ended.cutOff() ? ++lane.cutOffsInARow : ++lane.failuresInARow;
    Optional<Duration> delay = retryPolicy.delay(failures, retryAfter(ended), random);
    if (delay.isEmpty()) {
      return new Verdict.Fail(failure);
    }
    park(lane, delay.get(), failure, nowNanos);
    return Verdict.GO_ON;
  }

  /** What a failure means that no other try will change. */
  static Verdict end(Failure failure) {
    if (failure.kind() == FailureKind.SOURCE_CHANGED) {
      return new Verdict.SourceChanged(failure);
    }
    return failure.kind() == FailureKind.NOT_FOUND
        ? new Verdict.Vanished(failure)
        : new Verdict.Fail(failure);
  }

  /** Whatever is wrong with the object, the lane that the hedge raced with will find out. */
  void onHedgeFailure(Lane lane, LaneReport.Ended ended, long nowNanos) {
    slowDown(ended.failureOrNull(), nowNanos);
    FOR_HEDGES
        .delay(++lane.hedgeFailures, retryAfter(ended), random)
        .ifPresent(delay -> park(lane, delay, ended.failureOrNull(), nowNanos));
  }

  private void slowDown(Failure failure, long nowNanos) {
    if (failure.kind() == FailureKind.THROTTLED) {
      tuner.throttled(nowNanos);
    }
  }

  private void park(Lane lane, Duration delay, Failure failure, long nowNanos) {
    lane.parkedUntilNanos = nowNanos + delay.toNanos();
    statistics.retried(failure);
  }

  private static Optional<Duration> retryAfter(LaneReport.Ended ended) {
    long millis = ended.retryAfterMillis();
    return millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
  }
}
