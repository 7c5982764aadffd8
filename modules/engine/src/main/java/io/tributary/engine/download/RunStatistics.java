package io.tributary.engine.download;

/** What one run of a download cost so far. Mutable, for one thread. */
final class RunStatistics {
  private final long startedNanos;
  private long receivedBytes;
  private long resumedBytes;
  private long reusedBytes;
  private long requests;
  private long retries;
  private String note = "";

  RunStatistics(long startedNanos) {
    this.startedNanos = startedNanos;
  }

  void received(long bytes) {
    receivedBytes += bytes;
  }

  void resumed(long bytes) {
    resumedBytes = bytes;
  }

  void reused(long bytes) {
    reusedBytes += bytes;
  }

  void requested() {
    requests++;
  }

  void retried(String reason) {
    retries++;
    note = "retry: " + reason;
  }

  void note(String text) {
    note = text;
  }

  long receivedBytes() {
    return receivedBytes;
  }

  long resumedBytes() {
    return resumedBytes;
  }

  long reusedBytes() {
    return reusedBytes;
  }

  long requests() {
    return requests;
  }

  long retries() {
    return retries;
  }

  String note() {
    return note;
  }

  double seconds(long nowNanos) {
    return (nowNanos - startedNanos) / 1e9;
  }
}
