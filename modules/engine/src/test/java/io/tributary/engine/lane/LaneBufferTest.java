package io.tributary.engine.lane;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;

import io.tributary.engine.node.LaneBuffers;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** When a lane's buffer may become another's. */
public final class LaneBufferTest extends JUnitSuite {
  private static final int BYTES = 1 << 16;

  private final LaneBuffers buffers = new LaneBuffers(BYTES, 1 << 20);
  private final LaneBuffer lane = new LaneBuffer(buffers);
  private ByteBuffer bytes;

  @Before
  public void look() {
    lane.during(
        lent -> {
          bytes = lent;
          return CompletableFuture.completedStage("all is here");
        });
  }

  @Test
  public void whenTheLaneIsOverItIsOthers() {
    lane.close();
    lane.close();
    assertEquals(0, buffers.takenBytes());
    assertSame(bytes, buffers.take());
  }

  @Test
  public void aRequestThatHasNotEndedYetKeepsIt() {
    CompletableFuture<String> request = new CompletableFuture<>();
    CompletionStage<String> told = lane.during(lent -> request);
    lane.close();
    assertEquals(BYTES, buffers.takenBytes());
    assertNotSame(bytes, buffers.take());
    request.completeExceptionally(new IllegalStateException("the connection broke"));
    assertEquals(BYTES, buffers.takenBytes());
    assertSame(bytes, buffers.take());
    Assert.assertTrue(told.toCompletableFuture().isCompletedExceptionally());
  }

  @Test
  public void betweenRequestsItIsTheLanes() {
    assertEquals(BYTES, buffers.takenBytes());
    assertNotSame(bytes, buffers.take());
  }

  @Test
  public void aRequestThatCouldNotBeginDoesNotKeepIt() {
    Assert.assertThrows(
        IllegalArgumentException.class,
        () ->
            lane.during(
                lent -> {
                  throw new IllegalArgumentException("a stream has no middle");
                }));
    lane.close();
    assertEquals(0, buffers.takenBytes());
  }
}
