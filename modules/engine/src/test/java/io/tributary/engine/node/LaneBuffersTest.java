package io.tributary.engine.node;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class LaneBuffersTest extends JUnitSuite {
  private static final int MIB = 1 << 20;

  @Test
  public void fewLanesHaveWhatTheyWant() {
    LaneBuffers lanes = new LaneBuffers(MIB, 16 * MIB);
    for (int lane = 0; lane < 12; lane++) {
      assertEquals(MIB, lanes.take().capacity());
    }
  }

  @Test
  public void manyLanesShareWhatThereIs() {
    LaneBuffers lanes = new LaneBuffers(MIB, 16 * MIB);
    List<ByteBuffer> buffers = new ArrayList<>();
    for (int lane = 1; lane <= 1000; lane++) {
      buffers.add(lanes.take());
      assertTrue(lanes.takenBytes() <= 16 * MIB + (long) lane * LaneBuffers.LEAST_BYTES);
    }
    assertEquals(LaneBuffers.LEAST_BYTES, buffers.get(999).capacity());
    buffers.forEach(lanes::giveBack);
    assertEquals(0, lanes.takenBytes());
    assertTrue(lanes.keptBytes() + " are kept", lanes.keptBytes() <= 16 * MIB);
    assertEquals(MIB, lanes.take().capacity());
  }

  /** Memory outside the heap is freed only when the whole heap is collected. */
  @Test
  public void whatWasGivenBackIsTakenAgain() {
    LaneBuffers lanes = new LaneBuffers(MIB, 16 * MIB);
    ByteBuffer first = lanes.take();
    ByteBuffer second = lanes.take();
    assertNotSame(first, second);
    first.position(7).limit(9);
    lanes.giveBack(first);
    assertSame(first, lanes.take());
    assertEquals("all of it", MIB, first.remaining());
    assertEquals(2 * MIB, lanes.takenBytes());
    assertEquals(0, lanes.keptBytes());
  }

  /** When there were many lanes, and few now, or the other way round. */
  @Test
  public void whatIsKeptMakesRoomForOtherSizes() {
    LaneBuffers lanes = new LaneBuffers(MIB, 16 * MIB);
    for (int round = 0; round < 3; round++) {
      List<ByteBuffer> many = Stream.generate(lanes::take).limit(100 + 400L * round).toList();
      many.forEach(lanes::giveBack);
      assertTrue(lanes.keptBytes() <= 16 * MIB);
      List<ByteBuffer> few = Stream.generate(lanes::take).limit(12).toList();
      few.forEach(buffer -> assertEquals(MIB, buffer.capacity()));
      assertTrue(lanes.takenBytes() + lanes.keptBytes() <= 16 * MIB);
      few.forEach(lanes::giveBack);
      assertEquals(0, lanes.takenBytes());
    }
  }

  @Test
  public void whoWantsLittleGetsNoMore() {
    assertEquals(100, new LaneBuffers(100, MIB).take().capacity());
    assertEquals(100, new LaneBuffers(100, 0).take().capacity());
  }
}
