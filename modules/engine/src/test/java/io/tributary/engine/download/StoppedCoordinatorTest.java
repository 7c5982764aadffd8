package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.source.OpenSources;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** However a coordinator comes to its end, nothing that it had open stays so. */
public final class StoppedCoordinatorTest extends JUnitSuite {
  private CoordinatorKit kit;
  private CoordinatorKit.Talk talk;
  private OpenSources sources;

  /** A coordinator that waits for the first answer of its source. */
  @Before
  public void start() throws Exception {
    kit = new CoordinatorKit();
    sources = NodeResources.get(kit.actors.system()).sources();
    kit.server.put("/object", Content.synthetic(52, 1 << 20));
    FaultRule probe = kit.server.fault(When.any(), Fault.stallBeforeHead());
    talk = kit.talk("object");
    talk.start("/object", DownloadOptions.defaults());
    talk.hears(DownloadUpdate.Accepted.class);
    assertTrue(probe.awaitFired(1, CoordinatorKit.PATIENCE));
    assertEquals(1, sources.size());
  }

  @After
  public void stop() throws Exception {
    kit.close();
  }

  private void nothingStaysOpen() {
    talk.watcher.awaitAssert(
        CoordinatorKit.PATIENCE,
        () -> {
          assertEquals(0, sources.size());
          return sources;
        });
  }

  @Test
  public void whenItIsStopped() {
    kit.actors.stop(talk.coordinator, CoordinatorKit.PATIENCE);
    nothingStaysOpen();
  }

  /** Takes half a minute: that long a journal may be out of order. */
  @Test
  public void whenItGivesItsJournalUp() {
    kit.journal.failNextNOpsCond(
        (id, operation) -> id.equals(talk.persistenceId()), 1 + DownloadCoordinator.MOST_RESTARTS);
    talk.coordinator.tell(new DownloadCoordinator.Interrupt());
    talk.watcher.expectTerminated(talk.coordinator, CoordinatorKit.PATIENCE.multipliedBy(2));
    nothingStaysOpen();
  }
}
