package io.tributary.engine.api;

import io.tributary.core.failure.Failure;
import java.util.List;

/**
 * How a job ended: everything was tried, and some of it may have failed.
 *
 * @param source {@code Locator.display()}
 * @param root the directory
 * @param seconds wall time of this run
 * @param requests sent in this run, listings not counted
 * @param firstFailures at most {@link #MOST_FAILURES}, in no order; all are in the receipt
 */
public record JobResult(
    String source,
    String root,
    JobCounts counts,
    double seconds,
    long requests,
    List<ObjectFailure> firstFailures) {
  public static final int MOST_FAILURES = 20;

  /** An object that was not brought, and why. */
  public record ObjectFailure(String key, Failure failure) {}

  public JobResult {
    firstFailures = List.copyOf(firstFailures);
  }
}
