package io.tributary.server.audit;

import akka.actor.typed.ActorSystem;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where it is written down who asked for what: a file, or the logger {@code tributary.audit}. A
 * line is on its way to the disk before its request is answered, but not flushed. Thread-safe.
 *
 * <p>While the disk hangs nothing is to be changed: {@link #ready} says so. Of changes that were
 * under way when it began to hang the lines are in the node's log.
 */
public final class AuditLog {
  /** The name of the logger. */
  public static final String LOGGER = "tributary.audit";

  /** Lines, and those who wait for them. */
  private static final int MOST_WAITING = 1024;

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  private final LineWriter writerOrNull;
  private final RefusalQuota quota = new RefusalQuota(System::nanoTime);

  /**
   * @param writerOrNull null for the logger alone
   */
  AuditLog(LineWriter writerOrNull) {
    this.writerOrNull = writerOrNull;
  }

  /**
   * Begins one; blocks.
   *
   * @param path of the file; empty for the logger alone
   * @param patience how long a line, or who asks whether there may be one, waits for the disk
   * @param system with which it ends
   * @throws TributaryException USAGE when the file cannot be written
   */
  public static AuditLog open(Optional<Path> path, Duration patience, ActorSystem<?> system) {
    if (path.isEmpty()) {
      return new AuditLog(null);
    }
    LineFile file = new LineFile(path.get());
    requireWritable(file);
    LineWriter writer = new LineWriter(file, MOST_WAITING, patience);
    system.classicSystem().registerOnTermination(writer::close);
    return new AuditLog(writer);
  }

  private static void requireWritable(LineFile file) {
    try {
      file.append("");
    } catch (IOException e) {
      throw new Failure(
              FailureKind.USAGE,
              "write the audit log",
              file.path().toString(),
              "it cannot be opened: " + e,
              "check its directory, or set another tributary.http.audit-file")
          .asException(e);
    }
  }

  /**
   * Completes with nothing when what is done now can be written down. Otherwise with why not: the
   * disk has not taken the lines before it in time, or too many wait for that already. Such a
   * request is counted as refused. A disk that is full is not waited for. Never fails.
   */
  public CompletionStage<Optional<Failure>> ready() {
    if (writerOrNull == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return writerOrNull
        .caughtUp()
        .handle(
            (unused, late) -> {
              if (late == null) {
                return Optional.empty();
              }
              quota.leaveOut(1);
              return Optional.of(unwritten(writerOrNull.file()));
            });
  }

  private static Failure unwritten(LineFile file) {
    return new Failure(
        FailureKind.STATE_UNUSABLE,
        "write down",
        "this request",
        "the audit log takes no lines, so nothing was changed",
        "ask again when the disk of the node's " + file.path() + " answers");
  }

  /**
   * Writes a line. Completes when it is written, or has waited for the disk for too long; never
   * fails. The line of a change that the file does not take is in the logger; of requests that were
   * refused, which changed nothing, the next line says how many there were.
   */
  public CompletionStage<Void> write(AuditEntry entry) {
    long leftOut = 0;
    if (entry.refused()) {
      leftOut = quota.next();
      if (leftOut < 0) {
        return CompletableFuture.completedFuture(null);
      }
    }
    ObjectNode json = entry.json();
    if (leftOut > 0) {
      json.put("refusalsLeftOut", leftOut);
    }
    if (writerOrNull == null) {
      LOG.info(json.toString());
      return CompletableFuture.completedFuture(null);
    }
    long counted = leftOut;
    return writerOrNull
        .write(json.toString())
        .exceptionally(failure -> notWritten(entry, json, counted, failure));
  }

  private Void notWritten(AuditEntry entry, ObjectNode json, long leftOut, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (entry.refused() && cause instanceof RejectedExecutionException) {
      quota.leaveOut(1 + leftOut);
    } else {
      LOG.error(
          "cannot write to the audit log {}: {}; the line is {}",
          writerOrNull.file().path(),
          reason(cause),
          json);
    }
    return null;
  }

  private static String reason(Throwable cause) {
    if (cause instanceof TimeoutException) {
      return "the disk does not answer, and may take it later";
    }
    return cause instanceof RejectedExecutionException
        ? "too many lines wait for the disk"
        : String.valueOf(cause.getMessage());
  }
}
