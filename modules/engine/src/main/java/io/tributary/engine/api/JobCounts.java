package io.tributary.engine.api;

/**
 * What became of the objects of a job so far.
 *
 * @param listed objects that the listing showed, whatever became of them
 * @param excluded left out by the filter
 * @param fetched brought, or in a dry run: would be
 * @param kept were there already
 * @param failed could not be brought, those whose key makes no path included
 * @param bytesFetched payload of those that were brought
 * @param bytesKept sizes of those that were there
 * @param bytesReused of those that were brought, what was in files that were there before
 * @param archived of those that failed, the ones that cannot be read until they are restored
 */
public record JobCounts(
    long listed,
    long excluded,
    long fetched,
    long kept,
    long failed,
    long bytesFetched,
    long bytesKept,
    long bytesReused,
    long archived) {
  public static final JobCounts NONE = new JobCounts(0, 0, 0, 0, 0, 0, 0);

  /** Where nothing was archived. */
  public JobCounts(
      long listed,
      long excluded,
      long fetched,
      long kept,
      long failed,
      long bytesFetched,
      long bytesKept,
      long bytesReused) {
    this(listed, excluded, fetched, kept, failed, bytesFetched, bytesKept, bytesReused, 0);
  }

  /** Where nothing was reused. */
  public JobCounts(
      long listed,
      long excluded,
      long fetched,
      long kept,
      long failed,
      long bytesFetched,
      long bytesKept) {
    this(listed, excluded, fetched, kept, failed, bytesFetched, bytesKept, 0);
  }

  public JobCounts plus(JobCounts more) {
    return new JobCounts(
        listed + more.listed,
        excluded + more.excluded,
        fetched + more.fetched,
        kept + more.kept,
        failed + more.failed,
        bytesFetched + more.bytesFetched,
        bytesKept + more.bytesKept,
        bytesReused + more.bytesReused,
        archived + more.archived);
  }
}
