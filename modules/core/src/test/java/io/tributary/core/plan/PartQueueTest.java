package io.tributary.core.plan;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.range.ByteRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class PartQueueTest extends JUnitSuite {

  @Test
  public void theLowestOffsetComesFirst() {
    PartQueue queue = PartQueue.of(List.of(new ByteRange(500, 600), new ByteRange(0, 250)));
    assertEquals(Optional.of(new ByteRange(0, 100)), queue.take(100));
    assertEquals(Optional.of(new ByteRange(100, 200)), queue.take(100));
    assertEquals(Optional.of(new ByteRange(200, 250)), queue.take(100));
    assertEquals(Optional.of(new ByteRange(500, 600)), queue.take(Long.MAX_VALUE));
    assertEquals(Optional.empty(), queue.take(1));
    assertTrue(queue.isEmpty());
  }

  @Test
  public void whatIsGivenBackJoinsItsNeighbours() {
    PartQueue queue = PartQueue.of(List.of(new ByteRange(0, 300)));
    ByteRange taken = queue.take(200).orElseThrow();
    queue.giveBack(new ByteRange(taken.start() + 50, taken.end()));
    assertEquals(List.of(new ByteRange(50, 300)), queue.ranges());
    assertEquals(250, queue.remainingBytes());
  }

  @Test
  public void bytesGivenBackTwiceAreFetchedOnce() {
    PartQueue queue = PartQueue.of(List.of(new ByteRange(0, 10), new ByteRange(20, 30)));
    queue.giveBack(new ByteRange(5, 25));
    queue.giveBack(new ByteRange(0, 30));
    assertEquals(List.of(new ByteRange(0, 30)), queue.ranges());
    assertEquals(30, queue.remainingBytes());
  }

  @Test
  public void itHoldsRangesNotParts() {
    PartQueue queue = PartQueue.of(List.of(new ByteRange(0, 1L << 50)));
    List<ByteRange> taken = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      taken.add(queue.take(100 << 10).orElseThrow());
    }
    assertEquals(1, queue.ranges().size());
    taken.forEach(queue::giveBack);
    assertEquals(List.of(new ByteRange(0, 1L << 50)), queue.ranges());
  }

  /** Fault 37. */
  @Test
  public void offsetsGoUpToTheGreatestNumber() {
    PartQueue queue = PartQueue.of(List.of(new ByteRange(Long.MAX_VALUE - 5, Long.MAX_VALUE)));
    assertEquals(5, queue.take(Long.MAX_VALUE).orElseThrow().lengthBytes());
    Assert.assertThrows(IllegalArgumentException.class, () -> queue.take(0));
  }

  @Test
  public void anyTakingAndGivingBackAgreesWithTheModel() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      PartQueue queue = PartQueue.of(List.of());
      BitSet model = new BitSet();
      for (int step = 0; step < 100; step++) {
        if (random.nextBoolean()) {
          int start = random.nextInt(1000);
          int end = start + 1 + random.nextInt(60);
          queue.giveBack(new ByteRange(start, end));
          model.set(start, end);
        } else {
          queue.take(1 + random.nextInt(80)).ifPresent(taken -> takeFromModel(model, taken));
        }
        assertEquals("seed " + seed, model.cardinality(), queue.remainingBytes());
        assertEquals("seed " + seed, model.isEmpty(), queue.isEmpty());
      }
    }
  }

  private static void takeFromModel(BitSet model, ByteRange taken) {
    assertEquals(model.nextSetBit(0), taken.start());
    assertEquals(
        taken.lengthBytes(), model.get((int) taken.start(), (int) taken.end()).cardinality());
    model.clear((int) taken.start(), (int) taken.end());
  }
}
