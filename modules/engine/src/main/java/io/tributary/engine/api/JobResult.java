package io.tributary.engine.api;

import io.tributary.core.failure.Failure;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a job ended: everything was tried, and some of it may have failed.
 *
 * @param source {@code Locator.display()}
 * @param root the directory
 * @param seconds wall time of this run
 * @param requests sent in this run, listings not counted
 * @param firstFailures at most {@link #MOST_FAILURES}, in no order; all are in the receipt
 * @param slowest of the objects that were brought, those that took longest, the worst first; at
 *     most {@link #MOST_SLOW}
 */
public record JobResult(
    String source,
    String root,
    JobCounts counts,
    double seconds,
    long requests,
    List<ObjectFailure> firstFailures,
    List<SlowObject> slowest) {
  public static final int MOST_FAILURES = 20;
  public static final int MOST_SLOW = 10;

  /** An object that was not brought, and why. */
  public record ObjectFailure(String key, Failure failure) {}

  /** An object that was brought, and how long that took. */
  public record SlowObject(String key, long sizeBytes, long millis)
      implements Comparable<SlowObject> {

    /** The slowest first. */
    @Override
    public int compareTo(SlowObject other) {
      int slower = Long.compare(other.millis, millis);
      return slower != 0 ? slower : key.compareTo(other.key);
    }

    /** The slowest of both. */
    public static List<SlowObject> some(List<SlowObject> one, List<SlowObject> other) {
      return Stream.concat(one.stream(), other.stream()).sorted().limit(MOST_SLOW).toList();
    }
  }

  public JobResult {
    firstFailures = List.copyOf(firstFailures);
    // Nodes of earlier versions do not name them.
    slowest = slowest == null ? List.of() : List.copyOf(slowest);
  }

  /** Where nobody knows what took how long. */
  public JobResult(
      String source,
      String root,
      JobCounts counts,
      double seconds,
      long requests,
      List<ObjectFailure> firstFailures) {
    this(source, root, counts, seconds, requests, firstFailures, List.of());
  }
}
