package io.tributary.server.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes lines to a file, one after the other, on a thread of its own. So many wait at most, and
 * nobody waits longer for a disk than he has patience. Thread-safe.
 */
final class LineWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.LOGGER);

  private final LineFile file;
  private final Duration patience;
  private final ThreadPoolExecutor thread;

  /**
   * @param most that may wait
   */
  LineWriter(LineFile file, int most, Duration patience) {
    this.file = file;
    this.patience = patience;
    this.thread =
        new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(most), LineWriter::thread);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "tributary-audit");
    thread.setDaemon(true);
    return thread;
  }

  LineFile file() {
    return file;
  }

  /**
   * Completes when it is written. Fails with an UncheckedIOException when it cannot be, with a
   * TimeoutException when it takes too long, and may be written later, and with a
   * RejectedExecutionException when too many wait.
   */
  CompletionStage<Void> write(String line) {
    return inTurn(() -> append(line));
  }

  /** Completes when all that came before was tried; fails like {@link #write}. */
  CompletionStage<Void> caughtUp() {
    return inTurn(() -> {});
  }

  private CompletionStage<Void> inTurn(Runnable work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    try {
      // Not with runAsync: that does not run what nobody waits for any more.
      thread.execute(() -> run(work, done));
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
    return done.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void run(Runnable work, CompletableFuture<Void> done) {
    try {
      work.run();
      done.complete(null);
    } catch (RuntimeException e) {
      done.completeExceptionally(e);
    }
  }

  private void append(String line) {
    try {
      file.append(line + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Takes no further lines. Blocks until those that wait are written, or the disk has not taken all
   * of them for as long as anybody has patience.
   */
  @Override
  public void close() {
    thread.shutdown();
    try {
      boolean all = thread.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!all) {
        LOG.error("lines for the audit log {} are lost: the disk does not answer", file.path());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
