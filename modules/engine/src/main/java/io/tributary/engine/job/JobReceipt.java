package io.tributary.engine.job;

import io.tributary.engine.receipt.ReceiptFile;
import io.tributary.engine.receipt.ReceiptLine;
import io.tributary.storage.file.FileDestination;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The receipt of a job, if it has one: one thing after the other, on the file dispatcher. */
final class JobReceipt {
  private final Executor disk;
  private final StandstillWatch watch;
  private final JobSpec spec;
  private CompletionStage<ReceiptFile> file;

  /** Changed by one step after the other. */
  private volatile long lengthBytes;

  private final AtomicInteger pending = new AtomicInteger();

  private JobReceipt(
      Executor disk,
      StandstillWatch watch,
      CompletionStage<ReceiptFile> file,
      JobSpec spec,
      long lengthBytes) {
    this.disk = disk;
    this.watch = watch;
    this.file = file;
    this.spec = spec;
    this.lengthBytes = lengthBytes;
  }

  /** A name for {@link #open}, to be journaled before; empty when there is no receipt. */
  static String newTemporaryName(JobSpec spec) {
    return spec.receipt().isEmpty()
        ? ""
        : FileDestination.newTemporaryName(Path.of(spec.receipt()));
  }

  /**
   * @param allowed fails when this node may not write there
   */
  static JobReceipt open(
      JobState state, StandstillWatch watch, CompletionStage<Void> allowed, Executor disk) {
    JobSpec spec = state.spec();
    if (spec.receipt().isEmpty()) {
      return new JobReceipt(disk, watch, null, spec, 0);
    }
    return new JobReceipt(
        disk,
        watch,
        allowed.thenApplyAsync(
            yes ->
                ReceiptFile.open(
                    Path.of(spec.receipt()),
                    state.names().receipt(),
                    state.receiptBytes(),
                    spec.source().locator(),
                    Path.of(spec.root())),
            disk),
        spec,
        state.receiptBytes());
  }

  /** Fails when it could not be opened. */
  CompletionStage<Long> opened() {
    return then(unused -> 0L);
  }

  /** The length with these lines, and all before them, flushed. */
  CompletionStage<Long> append(List<ReceiptLine> lines) {
    return then(
        receipt -> {
          if (!lines.isEmpty()) {
            lengthBytes = receipt.append(lines);
          }
          return lengthBytes;
        });
  }

  /**
   * Gives it its name.
   *
   * @param supersededBytes archived objects before that have a later line
   */
  CompletionStage<Long> publish(long supersededBytes) {
    return then(
        receipt -> {
          if (supersededBytes > 0) {
            receipt.publishWithout(supersededBytes, Lines::isArchived);
          } else {
            receipt.publish();
          }
          if (!spec.failures().isEmpty()) {
            FailuresFile.write(spec);
          }
          return 0L;
        });
  }

  /** Nobody will go on with it. */
  CompletionStage<Long> abandon() {
    return then(
        receipt -> {
          receipt.abandon();
          return 0L;
        });
  }

  private CompletionStage<Long> then(Function<ReceiptFile, Long> step) {
    if (file == null) {
      return CompletableFuture.completedStage(0L);
    }
    CompletionStage<ReceiptFile> before = file;
    CompletableFuture<Long> result = new CompletableFuture<>();
    pending.incrementAndGet();
    var unused = result.whenComplete((done, failure) -> pending.decrementAndGet());
    file =
        before.thenApplyAsync(
            receipt -> {
              try {
                // Another may have cut the file meanwhile, and be writing where this would.
                watch.require(System.nanoTime());
                result.complete(step.apply(receipt));
              } catch (RuntimeException e) {
                result.completeExceptionally(e);
              }
              return receipt;
            },
            disk);
    file.exceptionally(
        failure -> {
          result.completeExceptionally(failure);
          return null;
        });
    return result;
  }

  /** Whether nothing is being written. */
  boolean idle() {
    return pending.get() == 0;
  }

  void close() {
    if (file != null) {
      file.thenAcceptAsync(ReceiptFile::close, disk);
    }
  }
}
