package io.tributary.engine.api;

/**
 * A look at a running download; cheap to make, sent a few times a second.
 *
 * @param phase what is going on
 * @param sizeBytes bytes to end up with; -1 while unknown
 * @param bytesDone bytes in the temporary file, resumed ones included
 * @param bytesPerSecond smoothed over a few seconds
 * @param lanes requests under way
 * @param note the last thing worth a line (a retry and why, a fallback); empty for none
 */
public record DownloadProgress(
    Phase phase,
    long sizeBytes,
    long bytesDone,
    long bytesResumed,
    double bytesPerSecond,
    int lanes,
    long requests,
    long retries,
    String note) {

  /** The steps of a download, in order. */
  public enum Phase {
    PROBING,
    CHECKING,
    FETCHING,
    VERIFYING,
    PUBLISHING,
    DONE
  }
}
