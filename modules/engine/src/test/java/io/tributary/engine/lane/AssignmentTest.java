package io.tributary.engine.lane;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.range.ByteRange;
import java.nio.ByteBuffer;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class AssignmentTest extends JUnitSuite {
  @Test
  public void aHedgeIsCompleteOnceAndAwaitsItsCommitOnce() {
    Assignment hedge = Assignment.hedge(1, new ByteRange(5, 9));
    assertFalse(hedge.hedgeIsComplete());
    hedge.hedgeOrNull().take(ByteBuffer.allocate(4));
    assertTrue(hedge.hedgeIsComplete());
    assertFalse(hedge.awaitingCommit());
    Assignment ready = hedge.readyToCommit();
    assertFalse(ready.hedgeIsComplete());
    assertTrue("it may be dropped", ready.awaitingCommit());
    Assignment committing = ready.committing();
    assertFalse("it is being written", committing.awaitingCommit());
    assertFalse(committing.hedgeIsComplete());
  }

  @Test
  public void aPlainRangeIsNoHedge() {
    Assignment range = Assignment.write(1, 0, 9);
    assertFalse(range.hedgeIsComplete());
    assertFalse(range.awaitingCommit());
  }
}
