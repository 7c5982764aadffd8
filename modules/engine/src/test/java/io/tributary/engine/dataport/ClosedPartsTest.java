package io.tributary.engine.dataport;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.TributaryException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.Assert;
import org.junit.Test;

/** What comes for a file that is not to be written to any more. */
public final class ClosedPartsTest extends DataPortSuite {
  @Test
  public void whatIsClosedIsNotWrittenAnyMoreByAnybody() throws Exception {
    MemoryFile file = file(1);
    try (PartSender sender = sender(SECRET)) {
      sender.begin(NAME, RUN, 0);
      sender.send(piece(0, MIB), ALWAYS);
      await("somebody writes", file::holdsSomebodyUp);
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
