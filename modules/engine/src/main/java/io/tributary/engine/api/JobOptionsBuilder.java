package io.tributary.engine.api;

import io.tributary.core.filter.KeyFilter;
import io.tributary.core.tree.NamePolicy;
import io.tributary.engine.api.JobOptions.Compare;

/**
 * Makes {@link JobOptions}; what is not set keeps its default. Values are checked by {@link
 * #build}.
 */
public final class JobOptionsBuilder {
  private KeyFilter filter = KeyFilter.all();
  private Compare compare = Compare.TIME;
  private NamePolicy names = NamePolicy.REFUSE;
  private boolean dryRun;
  private long largeBytes = 16L << 20;
  private int requests = 64;
  private DownloadOptions download = DownloadOptions.builder().keepTime(true).build();
  private int restoreDays;
  private boolean awaitRestores;

  JobOptionsBuilder() {}

  /** Begins with what others say. */
  JobOptionsBuilder(JobOptions from) {
    filter = from.filter();
    compare = from.compare();
    names = from.names();
    dryRun = from.dryRun();
    largeBytes = from.largeBytes();
    requests = from.requests();
    download = from.download();
    restoreDays = from.restoreDays();
    awaitRestores = from.awaitRestores();
  }

  /** Which objects are wanted. */
  public JobOptionsBuilder filter(KeyFilter value) {
    filter = value;
    return this;
  }

  /** When a file that is there counts as the object. */
  public JobOptionsBuilder compare(Compare value) {
    compare = value;
    return this;
  }

  /** What becomes of keys that cannot be file names. */
  public JobOptionsBuilder names(NamePolicy value) {
    names = value;
    return this;
  }

  /** Says what would be done, and changes nothing. */
  public JobOptionsBuilder dryRun(boolean value) {
    dryRun = value;
    return this;
  }

  /** Objects of this size and more are downloads of their own; 1 MiB or more. */
  public JobOptionsBuilder largeBytes(long value) {
    largeBytes = value;
    return this;
  }

  /** Requests for small objects at a time on each node, 1 to 256. */
  public JobOptionsBuilder requests(int value) {
    requests = value;
    return this;
  }

  /** How each object is fetched, without a range and a checksum. */
  public JobOptionsBuilder download(DownloadOptions value) {
    download = value;
    return this;
  }

  /** Archived objects are asked to be restored for so many days, up to 365; 0 only reports them. */
  public JobOptionsBuilder restoreDays(int value) {
    restoreDays = value;
    return this;
  }

  /** The job is not over before these are there, or have failed of something else. */
  public JobOptionsBuilder awaitRestores(boolean value) {
    awaitRestores = value;
    return this;
  }

  /** Fails with an IllegalArgumentException when a value is out of its range. */
  public JobOptions build() {
    return new JobOptions(
        filter, compare, names, dryRun, largeBytes, requests, download, restoreDays, awaitRestores);
  }
}
