package io.tributary.cli.progress;

import io.tributary.engine.api.DownloadProgress;

/**
 * Shows a running download on standard error. Calls come from one thread at a time, as often as the
 * engine likes; a view decides itself how often it draws.
 */
public interface ProgressView extends AutoCloseable {

  void update(DownloadProgress progress);

  /** Leaves the cursor at the start of a free line. Idempotent. */
  @Override
  void close();

  /** Shows nothing. */
  static ProgressView none() {
    return new ProgressView() {
      @Override
      public void update(DownloadProgress progress) {}

      @Override
      public void close() {}
    };
  }
}
