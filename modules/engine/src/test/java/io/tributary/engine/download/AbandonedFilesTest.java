package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.identity.Identity;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.testkit.content.Content;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Temporary files that a run gave up and could not delete, as when their disk was away. */
public final class AbandonedFilesTest extends JUnitSuite {
  private static final int SIZE = 1 << 20;
  private static final Content CONTENT = Content.synthetic(4, SIZE);

  private static CoordinatorKit kit;

  @BeforeClass
  public static void start() throws Exception {
    kit = new CoordinatorKit();
    kit.server.put("/object", CONTENT);
  }

  @AfterClass
  public static void stop() throws Exception {
    kit.close();
  }

  @After
  public void forget() throws Exception {
    kit.deleteAll();
  }

  /** A coordinator that finds these events in its journal. */
  private static void journal(CoordinatorKit.Talk talk, List<DownloadEvent> events) {
    kit.journal.persistForRecovery(talk.persistenceId(), List.copyOf(events));
    talk.coordinator.tell(new DownloadCoordinator.Leave());
    talk.watcher.expectTerminated(talk.coordinator, CoordinatorKit.PATIENCE);
    talk.spawn();
  }

  private static Path leave(CoordinatorKit.Talk talk, String name) throws Exception {
    return Files.write(talk.destination.resolveSibling(name), new byte[SIZE]);
  }

  private static DownloadEvent identified(String name) {
    Identity identity = new Identity(SIZE, "\"gone\"", "", "", List.of());
    return new DownloadEvent.Identified(identity, true, 0, SIZE, name);
  }

  @Test
  public void theNextRunDeletesWhatAnEarlierOneCouldNot() throws Exception {
    CoordinatorKit.Talk talk = kit.talk("later");
    DownloadSpec spec = talk.spec("/object", DownloadOptions.defaults());
    String first = DiskSteps.newTemporaryName(spec);
    String second = DiskSteps.newTemporaryName(spec);
    leave(talk, first);
    leave(talk, second);
    journal(
        talk,
        List.of(
            new DownloadEvent.Requested(spec, ""),
            identified(first),
            new DownloadEvent.StartedOver("the object changed"),
            identified(second),
            new DownloadEvent.StartedOver("cancelled"),
            new DownloadEvent.Stopped(JournalSamples.FAILURE)));
    talk.coordinator.tell(new DownloadCoordinator.Start(spec, talk.watcher.ref()));
    talk.hears(DownloadUpdate.Accepted.class);
    talk.hears(DownloadUpdate.Finished.class);
    assertTrue(DownloadFixture.holds(talk.destination, CONTENT));
    assertEquals("nothing else is there", List.of("later"), kit.left());
  }

  /** It was to be renamed, and could not be: nothing in it is worth keeping. */
  @Test
  public void aFileIsDeletedUnderWhicheverNameItHas() throws Exception {
    CoordinatorKit.Talk talk = kit.talk("renamed");
    DownloadSpec spec = talk.spec("/object", DownloadOptions.defaults());
    String first = DiskSteps.newTemporaryName(spec);
    Path file = leave(talk, first);
    Path link = Files.createLink(talk.destination.resolveSibling("link"), file);
    journal(
        talk,
        List.of(
            new DownloadEvent.Requested(spec, "10.0.0.1:25520#77"),
            identified(first),
            new DownloadEvent.Adopted(DiskSteps.newTemporaryName(spec))));
    talk.coordinator.tell(new DownloadCoordinator.Start(spec, talk.watcher.ref()));
    talk.hears(DownloadUpdate.Accepted.class);
    talk.hears(DownloadUpdate.Ended.class);
    assertEquals(List.of(link.getFileName().toString()), kit.left());
  }
}
