package io.tributary.engine.download;

import io.tributary.core.failure.Failure;
import io.tributary.engine.observe.NodeObserver;

/** What one run of a download cost so far. Mutable, for one thread. */
final class RunStatistics {
  private final long startedNanos;
  private final NodeObserver observer;
  private final AttemptNotes attempts;
  private long receivedBytes;
  private long resumedBytes;
  private long reusedBytes;
  private long requests;
  private long retries;
  private String note = "";

  RunStatistics(long startedNanos) {
    this(startedNanos, NodeObserver.NONE, AttemptNotes.none());
  }

  RunStatistics(long startedNanos, NodeObserver observer, AttemptNotes attempts) {
    this.startedNanos = startedNanos;
    this.observer = observer;
    this.attempts = attempts;
  }

  /** What each request came to. */
  AttemptNotes attempts() {
    return attempts;
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

  void retried(Failure failure) {
    retries++;
    note = "retry: " + failure.reason();
    observer.retried(failure.kind());
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
