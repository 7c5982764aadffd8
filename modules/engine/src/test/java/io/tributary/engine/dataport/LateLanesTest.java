package io.tributary.engine.dataport;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.ledger.Segment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.Assert;
import org.junit.BeforeClass;
import org.junit.Test;

/** What comes when its range may be another lane's by now, or its file is not to be written to. */
public final class LateLanesTest extends DataPortSuite {
  /** Longer than the port lets a part wait for itself. */
  private static final long TOO_LONG_MILLIS = 700;

  @BeforeClass
  public static void open() {
    open("tributary.data-port-dispatcher.thread-pool-executor.fixed-pool-size = 1");
  }

  @Test
  public void whatIsClosedIsNotWrittenAnyMoreByAnybody() throws Exception {
    MemoryFile file = file(1);
    try (PartSender sender = sender(SECRET)) {
      sender.begin(NAME, RUN, 0);
      sender.send(piece(0, MIB), ALWAYS);
      while (!file.holdsSomebodyUp()) {
        Thread.onSpinWait();
      }
      CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> parts.close(NAME));
      Assert.assertThrows(
          "a frame is being written",
          TimeoutException.class,
          () -> closing.get(300, TimeUnit.MILLISECONDS));
      assertEquals(0, closed.get());
      file.allow(1000);
      closing.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertEquals(1, closed.get());
      Failure failure = Assert.assertThrows(TributaryException.class, sender::finish).failure();
      assertTrue(failure.oneLine(), failure.kind().retryable());
    }
    assertEquals(2 * Frames.MOST_BYTES, file.written.get());
    assertTrue(reported.isEmpty());
  }

  @Test
  public void theLanesOfAnEarlierRunAreClosedOut() {
    file(1000);
    file(1000);
    assertEquals(1, closed.get());
  }

  private CompletableFuture<Segment> sending(PartSender sender, int offset) {
    return CompletableFuture.supplyAsync(
        () -> {
          sender.begin(NAME, RUN, offset);
          sender.send(piece(0, MIB), ALWAYS);
          return sender.finish();
        });
  }

  private static void isRefused(CompletableFuture<Segment> sending) {
    ExecutionException failed =
        Assert.assertThrows(
            ExecutionException.class, () -> sending.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    Failure failure = ((TributaryException) failed.getCause()).failure();
    assertTrue(failure.oneLine(), failure.kind().retryable());
  }

  /** Its range may be another lane's by now. */
  @Test
  public void whatWaitedForTheDiskIsNotWrittenWhenItsLaneIsNotHeardOfAnyMore() throws Exception {
    MemoryFile file = file(0);
    try (PartSender sender = sender(SECRET)) {
      part.heard(LANE);
      CompletableFuture<Segment> sending = sending(sender, 0);
      Assert.assertThrows(
          TimeoutException.class, () -> sending.get(TOO_LONG_MILLIS, TimeUnit.MILLISECONDS));
      file.allow(1000);
      isRefused(sending);
    }
    assertEquals("what was being written", Frames.MOST_BYTES, file.written.get());
    assertTrue(reported.isEmpty());
  }

  @Test
  public void whatWaitedForAThreadIsNotWrittenWhenItsLaneIsNotHeardOfAnyMore() throws Exception {
    MemoryFile file = file(0);
    try (PartSender first = sender(SECRET);
        PartSender second =
            new PartSender(new DataPortLink(address, SECRET, Optional.empty()), LANE + 1)) {
      CompletableFuture<Segment> writing = sending(first, 0);
      while (!file.holdsSomebodyUp()) {
        assertFalse("it has ended", writing.isDone());
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      CompletableFuture<Segment> waiting = sending(second, MIB);
      Assert.assertThrows(
          TimeoutException.class, () -> waiting.get(TOO_LONG_MILLIS, TimeUnit.MILLISECONDS));
      file.allow(1000);
      assertEquals(List.of(heardUntilDone(part, LANE, writing)), reported);
      isRefused(waiting);
    }
    assertEquals(MIB, file.written.get());
  }

  @Test
  public void aSenderThatMustNotGoOnSendsNoFurtherFrame() throws Exception {
    MemoryFile file = file(1000);
    try (PartSender sender = sender(SECRET)) {
      sender.begin(NAME, RUN, 0);
      int[] frames = {2};
      assertFalse(sender.send(piece(0, MIB), () -> frames[0]-- > 0));
      assertEquals(2 * Frames.MOST_BYTES, sender.lengthBytes());
    }
    assertTrue(reported.isEmpty());
    assertTrue(file.written.get() <= 2 * Frames.MOST_BYTES);
  }
}
