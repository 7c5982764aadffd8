package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.ledger.Segment;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadResult;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.content.ContentDigest;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** A download that another process worked on, which may not have noticed that it lost it. */
public final class AdoptionTest extends JUnitSuite {
  private static final int MIB = 1 << 20;
  private static final int SIZE = 8 * MIB;
  private static final String OTHER = "10.0.0.1:25520#77";

  private static CoordinatorKit kit;

  private final Content content = Content.synthetic(4, SIZE);
  private String firstName;

  @BeforeClass
  public static void start() throws Exception {
    kit = new CoordinatorKit();
  }

  @AfterClass
  public static void stop() throws Exception {
    kit.close();
  }

  @After
  public void forget() throws Exception {
    kit.deleteAll();
  }

  /**
   * A download whose first mebibyte was recorded by another process, and what it journaled then.
   */
  private CoordinatorKit.Talk leftBehind(String name, DownloadOptions options, String... names)
      throws Exception {
    kit.server.put("/" + name, content);
    CoordinatorKit.Talk probe = kit.talk(name + "-probe");
    probe.start("/" + name);
    probe.hears(DownloadUpdate.Accepted.class);
    probe.hears(DownloadUpdate.Finished.class);
    CoordinatorKit.Talk talk = kit.talk(name);
    DownloadSpec spec = talk.spec("/" + name, options);
    firstName = DiskSteps.newTemporaryName(spec);
    try (RandomAccessFile file = new RandomAccessFile(sibling(talk, firstName).toFile(), "rw")) {
      file.write(content.slice(0, MIB));
      file.setLength(SIZE);
    }
    long crc64 = ContentDigest.crc64(Content.of(content.slice(0, MIB)));
    List<DownloadEvent> events = new ArrayList<>();
    events.add(new DownloadEvent.Requested(spec, OTHER));
    events.add(
        new DownloadEvent.Identified(
            probe.event(DownloadEvent.Identified.class).identity(), true, 0, SIZE, firstName));
    events.add(new DownloadEvent.RangesWritten(List.of(new Segment(0, MIB, crc64))));
    for (String later : names) {
      events.add(new DownloadEvent.Adopted(later));
    }
    kit.journal.persistForRecovery(talk.persistenceId(), List.copyOf(events));
    talk.coordinator.tell(new DownloadCoordinator.Leave());
    talk.watcher.expectTerminated(talk.coordinator, CoordinatorKit.PATIENCE);
    talk.spawn();
    talk.coordinator.tell(new DownloadCoordinator.Start(spec, talk.watcher.ref()));
    return talk;
  }

  private static Path sibling(CoordinatorKit.Talk talk, String name) {
    return talk.destination.resolveSibling(name);
  }

  private void goesOn(CoordinatorKit.Talk talk) throws Exception {
    talk.hears(DownloadUpdate.Accepted.class);
    DownloadResult result = talk.hears(DownloadUpdate.Finished.class).result();
    assertEquals(MIB, result.bytesResumed());
    assertEquals(SIZE - MIB, result.bytesFetched());
    assertTrue(DownloadFixture.holds(talk.destination, content));
    assertEquals("nothing is left", List.of(talk.destination.getFileName().toString()), left(talk));
  }

  private static List<String> left(CoordinatorKit.Talk talk) {
    String name = talk.destination.getFileName().toString();
    return kit.left().stream()
        .filter(file -> file.equals(name) || file.startsWith(name + "."))
        .toList();
  }

  @Test
  public void whoTakesItOverSaysSoFirstAndRenamesTheFile() throws Exception {
    CoordinatorKit.Talk talk = leftBehind("taken", DownloadOptions.defaults());
    goesOn(talk);
    List<DownloadEvent> events = talk.events();
    int before = 3;
    assertTrue(events.toString(), events.get(before) instanceof DownloadEvent.Adopted);
    String name = ((DownloadEvent.Adopted) events.get(before)).temporaryName();
    assertTrue("another name", !name.equals(firstName));
    assertTrue(events.get(before + 1) instanceof DownloadEvent.Requested);
    assertTrue("nobody finds it under the old one", !Files.exists(sibling(talk, firstName)));
  }

  /** Whoever kept it in mind may have died before it heard of the end: nothing is done twice. */
  @Test
  public void theRequestOfAPublishedFileIsAnsweredWithItsResult() throws Exception {
    kit.server.put("/done", content);
    CoordinatorKit.Talk talk = kit.talk("done");
    talk.start("/done");
    talk.hears(DownloadUpdate.Accepted.class);
    DownloadResult first = talk.hears(DownloadUpdate.Finished.class).result();
    int events = talk.events().size();
    long requests = kit.server.requestCount();
    DownloadSpec spec = talk.event(DownloadEvent.Requested.class).spec();
    talk.coordinator.tell(new DownloadCoordinator.Leave());
    talk.watcher.expectTerminated(talk.coordinator, CoordinatorKit.PATIENCE);
    talk.spawn();
    talk.coordinator.tell(new DownloadCoordinator.Start(spec, talk.watcher.ref()));
    talk.hears(DownloadUpdate.Accepted.class);
    DownloadResult again = talk.hears(DownloadUpdate.Finished.class).result();
    assertEquals(first.checksum(), again.checksum());
    assertEquals(first.sizeBytes(), again.sizeBytes());
    assertEquals(0, again.bytesFetched());
    assertEquals("nothing is journaled", events, talk.events().size());
    assertEquals("nothing is asked for", requests, kit.server.requestCount());
  }

  @Test
  public void aTakeoverThatWasInterruptedBeforeTheRenameIsDoneAgain() throws Exception {
    String second = firstNameOf("twice");
    goesOn(leftBehind("twice", DownloadOptions.defaults(), second, firstNameOf("twice")));
  }

  private static String firstNameOf(String name) {
    return io.tributary.storage.file.FileDestination.newTemporaryName(kit.directory.resolve(name));
  }

  @Test
  public void theSameRequestAgainGoesOnEvenIfItBeganAnew() throws Exception {
    DownloadOptions defaults = DownloadOptions.defaults();
    DownloadOptions restart =
        new DownloadOptions(
            defaults.partSizeBytes(),
            defaults.thresholdBytes(),
            defaults.lanes(),
            defaults.limitBytesPerSecond(),
            defaults.retries(),
            defaults.stallTimeout(),
            null,
            null,
            defaults.ifExists(),
            defaults.onChange(),
            defaults.durability(),
            defaults.verify(),
            true);
    goesOn(leftBehind("again", restart));
  }
}
