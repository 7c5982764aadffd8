package io.tributary.engine.node;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
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
    assertEquals(MIB, lanes.take().capacity());
  }

  @Test
  public void whoWantsLittleGetsNoMore() {
    assertEquals(100, new LaneBuffers(100, MIB).take().capacity());
    assertEquals(100, new LaneBuffers(100, 0).take().capacity());
  }
}
