package io.tributary.server.audit;

import akka.actor.typed.ActorSystem;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where it is written down who asked for what: a file, or the logger {@code tributary.audit}. A
 * line is on its way to the disk before its request is answered, but not flushed. Thread-safe.
 */
public final class AuditLog {
  /** The name of the logger. */
  public static final String LOGGER = "tributary.audit";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  private final Optional<LineFile> file;
  private final Executor writer;
  private final RefusalQuota quota;

  private AuditLog(Optional<LineFile> file, Executor writer, RefusalQuota quota) {
    this.file = file;
    this.writer = writer;
    this.quota = quota;
  }

  /**
   * Begins one; blocks.
   *
   * @param path of the file; empty for the logger alone
   * @param system with which it ends
   * @throws TributaryException USAGE when the file cannot be written
   */
  public static AuditLog open(Optional<Path> path, ActorSystem<?> system) {
    Optional<LineFile> file = path.map(LineFile::new);
    file.ifPresent(AuditLog::requireWritable);
    // As many lines wait at most as there are connections: each waits for its own.
    ExecutorService writer = Executors.newSingleThreadExecutor(AuditLog::thread);
    system.classicSystem().registerOnTermination(writer::shutdown);
    return new AuditLog(file, writer, new RefusalQuota(System::nanoTime));
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "tributary-audit");
    thread.setDaemon(true);
    return thread;
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
   * Writes a line. Completes when it is written; never fails: a disk that is full stops no work,
   * and the logger gets the line instead.
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
    String line = json.toString();
    if (file.isEmpty()) {
      LOG.info(line);
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.runAsync(() -> append(file.get(), line), writer);
  }

  private static void append(LineFile file, String line) {
    try {
      file.append(line + "\n");
    } catch (IOException e) {
      LOG.error("cannot write to the audit log {}: {}; the line is {}", file.path(), e, line);
    }
  }
}
