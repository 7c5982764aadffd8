package io.tributary.server.audit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.Assert;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** How many lines wait for a disk that hangs, and how long who waits for them. */
public final class AuditBoundsTest extends JUnitSuite {
  private static final int MOST = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private static AuditEntry entry(String path, int status) {
    return new AuditEntry(
        Instant.EPOCH, "one", "here", Optional.empty(), "POST", path, status, Optional.empty());
  }

  private static <T> T soon(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static Throwable failure(CompletionStage<?> stage) {
    return Assert.assertThrows(Exception.class, () -> soon(stage)).getCause();
  }

  @Test
  public void soManyLinesWaitAndNoMore() throws Exception {
    Path path = folder.getRoot().toPath().resolve("log");
    try (Fifo disk = Fifo.at(path);
        LineWriter writer = new LineWriter(new LineFile(path), MOST, PATIENCE)) {
      List<CompletionStage<Void>> waiting = new ArrayList<>();
      for (int i = 0; i < 1 + MOST; i++) {
        waiting.add(writer.write("line " + i));
      }
      assertTrue(failure(writer.write("too many")) instanceof RejectedExecutionException);
      assertTrue(failure(writer.caughtUp()) instanceof RejectedExecutionException);
      for (CompletionStage<Void> one : waiting) {
        assertTrue(failure(one) instanceof TimeoutException);
      }
      for (int i = 0; i < 1 + MOST; i++) {
        assertEquals("line " + i, disk.read());
      }
      soon(writer.write("the disk answers"));
      assertEquals("the disk answers", disk.read());
    }
  }

  /** The disk answers once it is being closed. */
  @Test
  public void whatWaitsIsWrittenBeforeItIsClosed() throws Exception {
    Path path = folder.getRoot().toPath().resolve("log");
    try (Fifo disk = Fifo.at(path)) {
      LineWriter writer = new LineWriter(new LineFile(path), 1000, Duration.ofMinutes(1));
      List<String> lines = List.of("one", "two", "three");
      List<CompletableFuture<Void>> waiting =
          lines.stream().map(line -> writer.write(line).toCompletableFuture()).toList();
      CompletableFuture<List<String>> read =
          CompletableFuture.supplyAsync(() -> read(disk, writer, lines.size()));

      writer.close();

      for (CompletableFuture<Void> one : waiting) {
        assertTrue("written", one.isDone() && !one.isCompletedExceptionally());
      }
      assertEquals(lines, soon(read));
    }
  }

  private static List<String> read(Fifo disk, LineWriter writer, int count) {
    try {
      while (!closed(writer)) {
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        lines.add(disk.read());
      }
      return lines;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** It takes nothing any more. */
  private static boolean closed(LineWriter writer) {
    return writer.caughtUp().toCompletableFuture().isCompletedExceptionally();
  }

  @Test
  public void whoClosesItWaitsNoLongerThanOthersForADiskThatHangs() throws Exception {
    Path path = folder.getRoot().toPath().resolve("log");
    try (Fifo disk = Fifo.at(path)) {
      LineWriter writer = new LineWriter(new LineFile(path), MOST, Duration.ofMillis(300));
      CompletionStage<Void> line = writer.write("line");
      soon(CompletableFuture.runAsync(writer::close));
      assertTrue(failure(line) instanceof TimeoutException);
      assertEquals("it is written later", "line", disk.read());
    }
  }

  @Test
  public void whileTheDiskAnswersItIsReady() throws Exception {
    Path path = folder.getRoot().toPath().resolve("log");
    try (LineWriter writer = new LineWriter(new LineFile(path), MOST, PATIENCE)) {
      assertEquals(Optional.empty(), soon(new AuditLog(writer).ready()));
    }
  }

  @Test
  public void refusalsThatCannotWaitAreCounted() throws Exception {
    Path path = folder.getRoot().toPath().resolve("log");
    try (Fifo disk = Fifo.at(path);
        LineWriter writer = new LineWriter(new LineFile(path), MOST, PATIENCE)) {
      AuditLog log = new AuditLog(writer);
      List<CompletionStage<?>> waiting = new ArrayList<>();
      for (int i = 0; i < 1 + MOST; i++) {
        waiting.add(log.write(entry("/" + i, 202)));
      }
      assertFalse(soon(log.ready()).isEmpty());
      for (int i = 0; i < 5; i++) {
        soon(log.write(entry("/refused", 403)));
      }
      soon(log.write(entry("/in-the-logger", 202)));
      for (CompletionStage<?> one : waiting) {
        soon(one);
      }
      for (int i = 0; i < 1 + MOST; i++) {
        assertEquals("/" + i, json(disk.read()).get("path").asText());
      }
      soon(log.write(entry("/later", 403)));
      JsonNode later = json(disk.read());
      assertEquals(List.of("/later", 6), List.of(text(later), number(later)));
    }
  }

  private static String text(JsonNode line) {
    return line.get("path").asText();
  }

  private static int number(JsonNode line) {
    return line.get("refusalsLeftOut").asInt();
  }

  private static JsonNode json(String line) throws Exception {
    return new ObjectMapper().readTree(line);
  }
}
