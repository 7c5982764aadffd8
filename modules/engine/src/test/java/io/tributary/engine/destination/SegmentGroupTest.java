package io.tributary.engine.destination;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.ledger.Segment;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class SegmentGroupTest extends JUnitSuite {
  private static final long PARTS = 1_000_000;
  private static final long PART_BYTES = 100L << 10;
  private static final long MIB = 1L << 20;

  /** What a journal of a million parts may have at most. */
  private static final int MOST_GROUPS = 5000;

  /** Parts that are written one after the other, at this speed; returns in how many groups. */
  private static int groups(double bytesPerSecond, Recording recording) {
    double secondsPerPart = PART_BYTES / bytesPerSecond;
    SegmentGroup group = new SegmentGroup();
    double age = 0;
    int groups = 0;
    for (long part = 0; part < PARTS; part++) {
      group.add(new Segment(part * PART_BYTES, PART_BYTES, part));
      age += secondsPerPart;
      if (age * 1000 >= SegmentGroup.AGE.toMillis()) {
        group.grownOld();
      }
      if (group.due(recording)) {
        groups++;
        long limit = 1 + SegmentGroup.MOST_BYTES / (4 * MIB);
        assertTrue("merged: " + group.merged().size(), group.merged().size() <= limit);
        group = new SegmentGroup();
        age = 0;
      }
    }
    return groups;
  }

  @Test
  public void aMillionPartsAreFewGroupsAtAnySpeed() {
    for (int lanes : new int[] {4, 8, 256}) {
      Recording recording = Recording.of(true, PARTS * PART_BYTES, lanes);
      for (double speed : new double[] {1e5, 1e7, 1e8, 1e9, 1e10}) {
        int groups = groups(speed, recording);
        assertTrue(groups + " groups at " + speed, groups < MOST_GROUPS);
      }
    }
  }

  @Test
  public void aSmallObjectsGroupsWaitForTheirAgeAlone() {
    SegmentGroup group = new SegmentGroup();
    group.add(new Segment(0, 1, 0));
    Recording recording = Recording.of(true, 100 * MIB, 8);
    assertFalse(group.due(new Recording(true, 0)));
    group.grownOld();
    assertTrue(group.due(new Recording(true, 1)));
    assertEquals(100 * MIB / Recording.GROUPS_PER_OBJECT, recording.leastGroupBytes());
  }

  @Test
  public void aCrashLosesNoMoreOfALargeObjectThanItsLanesMay() {
    assertEquals(8 * 6 * MIB, Recording.of(true, Long.MAX_VALUE, 8).leastGroupBytes());
    assertEquals(0, Recording.of(true, -1, 8).leastGroupBytes());
  }
}
