package io.tributary.engine.download;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.placement.NodeId;
import java.util.Optional;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class HomeSeenTest extends JUnitSuite {
  private static final Optional<NodeId> BEFORE = Optional.of(new NodeId("10.0.0.1:25520#1"));
  private static final Optional<NodeId> AFTER = Optional.of(new NodeId("10.0.0.1:25520#2"));

  private final HomeSeen seen = new HomeSeen(BEFORE);

  @Test
  public void aHomeThatIsTheSameProcessIsBelievedWhatItFlushed() {
    assertFalse(seen.suspect(false, true, BEFORE));
    assertTrue(seen.suspect(false, false, BEFORE));
  }

  @Test
  public void aHomeThatWasStartedAgainIsNot() {
    assertTrue(seen.suspect(false, true, AFTER));
    assertTrue("perhaps it is just being started", seen.suspect(false, true, Optional.empty()));
    assertTrue(HomeSeen.NOBODY.suspect(false, true, Optional.empty()));
  }

  @Test
  public void theOwnDiskHasSeenNoPowerLossThatItsProcessSurvived() {
    assertFalse(seen.suspect(true, true, BEFORE));
    assertFalse(seen.suspect(true, false, BEFORE));
  }
}
