package io.tributary.engine.dataport;

import static org.junit.Assert.assertEquals;
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

/** What waited at its home so long that its range may be another lane's by now. */
public final class LateLanesTest extends DataPortSuite {
  /** What the port allows; its lanes must send their frames faster than that, too. */
  private static final long SILENCE_MILLIS = 2000;

  /** Longer than that. */
  private static final long TOO_LONG_MILLIS = SILENCE_MILLIS + 200;

  @BeforeClass
  public static void open() {
    open("tributary.node.data-port.silence = " + SILENCE_MILLIS + " ms\n" + PortThreads.SETTING);
  }

  private CompletableFuture<Segment> sending(PartSender sender, int offset) {
    return CompletableFuture.supplyAsync(
        () -> {
          sender.begin(NAME, RUN, offset);
          sender.send(piece(0, MIB), ALWAYS);
          return sender.finish();
        });
  }

  /** Sends, and the disk holds it up. */
  private CompletableFuture<Segment> held(MemoryFile file, PartSender sender) {
    CompletableFuture<Segment> sending = sending(sender, 0);
    await("it writes", () -> file.holdsSomebodyUp() || sending.isDone());
    assertTrue("it has ended", file.holdsSomebodyUp());
    return sending;
  }

  private static void waitsTooLong(CompletableFuture<Segment> sending) {
    Assert.assertThrows(
        TimeoutException.class, () -> sending.get(TOO_LONG_MILLIS, TimeUnit.MILLISECONDS));
  }

  private static void isRefused(CompletableFuture<Segment> sending) {
    ExecutionException failed =
        Assert.assertThrows(
            ExecutionException.class, () -> sending.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    Failure failure = ((TributaryException) failed.getCause()).failure();
    assertTrue(failure.oneLine(), failure.kind().retryable());
  }

  /** Says again and again that the lane is at work, as it does, until what it sends is there. */
  private Segment heardUntilDone(CompletableFuture<Segment> sending) throws Exception {
    long began = System.nanoTime();
    while (!sending.isDone()
        && System.nanoTime() - began < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
      part.heard(LANE);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    return sending.get(0, TimeUnit.SECONDS);
  }

  /** Its range may be another lane's by now. */
  @Test
  public void whatWaitedForTheDiskIsNotWrittenWhenItsLaneIsNotHeardOfAnyMore() throws Exception {
    MemoryFile file = file(0);
    try (PartSender sender = sender(SECRET)) {
      part.heard(LANE);
      CompletableFuture<Segment> sending = held(file, sender);
      waitsTooLong(sending);
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
      CompletableFuture<Segment> writing = held(file, first);
      CompletableFuture<Segment> waiting = sending(second, MIB);
      await("the second waits for the thread", () -> PortThreads.partsThatWait() == 1);
      waitsTooLong(waiting);
      part.heard(LANE);
      file.allow(1000);
      assertEquals(List.of(heardUntilDone(writing)), reported);
      isRefused(waiting);
    }
    assertEquals(MIB, file.written.get());
  }
}
