package io.tributary.engine.receipt;

import io.tributary.core.failure.TributaryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Compares the files of a job with its receipt, many at a time. Memory does not grow with the
 * receipt: at most {@value #MOST_AHEAD} lines are in it.
 */
public final class ReceiptCheck {
  public static final int MOST_JOBS = 256;

  /** So many small files may be checked while a huge one before them is read. */
  private static final int MOST_AHEAD = 4096;

  private ReceiptCheck() {}

  /**
   * Checks every line that is still to be read. Blocks.
   *
   * @param root the directory that paths are below
   * @param jobs files at a time, 1 to {@link #MOST_JOBS}
   * @param listener hears of every line, in their order, on the caller's thread; what it throws
   *     ends the check
   * @throws TributaryException when the receipt cannot be read
   */
  public static void run(ReceiptReader receipt, Path root, int jobs, Consumer<Finding> listener) {
    ExecutorService threads = Executors.newFixedThreadPool(jobs, ReceiptCheck::thread);
    ThreadLocal<FileCheck> checks = ThreadLocal.withInitial(() -> new FileCheck(root));
    Queue<CompletableFuture<Finding>> ahead = new ArrayDeque<>();
    try {
      Optional<ReceiptLine> next = receipt.next();
      while (next.isPresent()) {
        ReceiptLine line = next.get();
        ahead.add(CompletableFuture.supplyAsync(() -> checks.get().check(line), threads));
        while (ahead.size() >= MOST_AHEAD || (!ahead.isEmpty() && ahead.peek().isDone())) {
          listener.accept(result(ahead.remove()));
        }
        next = receipt.next();
      }
      while (!ahead.isEmpty()) {
        listener.accept(result(ahead.remove()));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "tributary-verify");
    thread.setDaemon(true);
    return thread;
  }

  private static Finding result(CompletableFuture<Finding> finding) {
    try {
      return finding.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while files are compared", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
