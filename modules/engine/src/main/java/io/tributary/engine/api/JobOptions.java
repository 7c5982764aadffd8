package io.tributary.engine.api;

import static java.util.Objects.requireNonNull;

import io.tributary.core.filter.KeyFilter;
import io.tributary.core.tree.NamePolicy;

/**
 * How a job behaves.
 *
 * @param filter which objects are wanted
 * @param compare when a file that is there counts as the object
 * @param names what becomes of keys that cannot be file names
 * @param dryRun says what would be done, and changes nothing
 * @param largeBytes objects of this size and more are downloads of their own, in ranges; smaller
 *     ones travel in batches; 1 MiB or more
 * @param requests requests for small objects at a time on each node, 1 to 256
 * @param download how each object is fetched, without a range and a checksum; of a small one the
 *     limit, retries, stall timeout, durability and time count
 * @param restoreDays archived objects are asked to be restored for so many days, which costs money,
 *     and reported as failed until they are; 0 only reports them
 * @param awaitRestores whether a job is not over before what was archived is there, or has failed
 *     of something else; it needs a receipt
 */
public record JobOptions(
    KeyFilter filter,
    Compare compare,
    NamePolicy names,
    boolean dryRun,
    long largeBytes,
    int requests,
    DownloadOptions download,
    int restoreDays,
    boolean awaitRestores) {

  public static final long LEAST_LARGE_BYTES = 1L << 20;
  public static final int MOST_REQUESTS = 256;
  public static final int MOST_RESTORE_DAYS = 365;

  /** When a file that is there is kept. */
  public enum Compare {
    /** Size and modified time are those of the object; size alone where it has no time. */
    TIME,
    /** The size is that of the object. */
    SIZE,
    /** The checksum that the listing shows is that of the file; never where it shows none. */
    CHECKSUM,
    /** Never. */
    NOTHING
  }

  /** Whoever has archived objects restored comes again for them. */
  public JobOptions(
      KeyFilter filter,
      Compare compare,
      NamePolicy names,
      boolean dryRun,
      long largeBytes,
      int requests,
      DownloadOptions download,
      int restoreDays) {
    this(filter, compare, names, dryRun, largeBytes, requests, download, restoreDays, false);
  }

  public JobOptions {
    requireNonNull(filter, "filter");
    requireNonNull(compare, "compare");
    requireNonNull(names, "names");
    requireNonNull(download, "download");
    if (download.range().isPresent() || download.checksum().isPresent()) {
      throw new IllegalArgumentException("a range or a checksum is of one object, not of many");
    }
    if (largeBytes < LEAST_LARGE_BYTES) {
      throw new IllegalArgumentException("large objects must have 1 MiB or more: " + largeBytes);
    }
    requireRequests(requests);
    if (restoreDays < 0 || restoreDays > MOST_RESTORE_DAYS) {
      throw new IllegalArgumentException(
          "days must be 0 to " + MOST_RESTORE_DAYS + ", not " + restoreDays);
    }
    if (awaitRestores && restoreDays == 0) {
      throw new IllegalArgumentException("what nobody asks to be restored is not waited for");
    }
  }

  /** The same, and the job waits until what is archived is there. */
  public JobOptions awaitingRestores(int days) {
    return toBuilder().restoreDays(days).awaitRestores(true).build();
  }

  static void requireRequests(int requests) {
    if (requests < 1 || requests > MOST_REQUESTS) {
      throw new IllegalArgumentException(
          "requests must be 1 to " + MOST_REQUESTS + ", not " + requests);
    }
  }

  /** What a job may use with all its objects. */
  public Allowance allowance() {
    return download.allowance().withRequests(requests);
  }

  /**
   * The same with other limits and another priority, and another number of requests where it has
   * one.
   */
  public JobOptions withAllowance(Allowance allowance) {
    return toBuilder()
        .download(download.withAllowance(allowance))
        .requests(allowance.requests() == 0 ? requests : allowance.requests())
        .build();
  }

  /** The same for objects that are named one by one, with the paths they get, whatever is there. */
  public JobOptions ofAll() {
    return toBuilder()
        .filter(KeyFilter.all())
        .compare(Compare.NOTHING)
        .names(NamePolicy.REFUSE)
        .build();
  }

  public static JobOptions defaults() {
    return builder().build();
  }

  public static JobOptionsBuilder builder() {
    return new JobOptionsBuilder();
  }

  /** To change some of it. */
  public JobOptionsBuilder toBuilder() {
    return new JobOptionsBuilder(this);
  }
}
