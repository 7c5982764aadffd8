package io.tributary.engine.home;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.dataport.DataPortAddress;
import io.tributary.engine.dataport.PartSender;
import io.tributary.engine.placement.NodeId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.AfterClass;
import org.junit.Assert;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** One node's part in the downloads of others, spoken to as they do. */
public final class DiskHostTest extends JUnitSuite {
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static final Duration BRIEF = Duration.ofMillis(500);
  private static final int SIZE = 1 << 20;
  private static final long RUN = 7;
  private static final int LANE = 3;

  private static DiskHostKit kit;
  private static DataPortAddress address;

  @BeforeClass
  public static void start() throws Exception {
    kit = new DiskHostKit(FOLDER.newFolder("root").toPath().toRealPath());
  }

  @AfterClass
  public static void stop() {
    kit.close();
  }

  private static DiskResult.Opened opened(DiskResult result) {
    assertTrue(result.toString(), result instanceof DiskResult.Opened);
    return (DiskResult.Opened) result;
  }

  @Test
  public void everyLaneThatWaitsForAFlushIsAnswered() {
    Path destination = kit.destination("drained");
    String name = DiskHostKit.newName(destination);
    ActorRef<DiskHost.Command> host = kit.host();
    kit.run(host, new DiskStep.Create(destination.toString(), name, SIZE));
    DiskResult.Opened there = opened(kit.run(host, kit.open(destination, name, RUN)));
    CountDownLatch held = kit.holdFiles();
    try (PartSender sender = kit.home.sender(there.address(), LANE)) {
      DiskHostKit.bring(sender, name, RUN, 0, 1000);
    }
    DiskStep drain = new DiskStep.Drain(destination.toString(), name);
    TestProbe<DiskHost.Reply> first = kit.ask(host, drain);
    TestProbe<DiskHost.Reply> second = kit.ask(host, drain);
    first.expectNoMessage(BRIEF);
    held.countDown();
    first.expectMessageClass(DiskHost.Finished.class, DiskHostKit.PATIENCE);
    second.expectMessageClass(DiskHost.Finished.class, DiskHostKit.PATIENCE);
    second.expectNoMessage(BRIEF);
  }

  /** Opens a new file for lanes of other nodes; returns its name. */
  private static String opened(ActorRef<DiskHost.Command> host, Path destination) {
    String name = DiskHostKit.newName(destination);
    kit.run(host, new DiskStep.Create(destination.toString(), name, SIZE));
    address = opened(kit.run(host, kit.open(destination, name, RUN))).address();
    return name;
  }

  private static void bring(String name) {
    try (PartSender sender = kit.home.sender(address, LANE)) {
      DiskHostKit.bring(sender, name, RUN, 0, 1000);
    }
  }

  /** As a coordinator does that is on the node itself. */
  private static void here(DiskStep step) throws Exception {
    DiskResult result = kit.home.work().run(step).toCompletableFuture().get(30, TimeUnit.SECONDS);
    assertEquals(new DiskResult.Done(), result);
  }

  @Test
  public void aFileIsMadeOnlyWhereItsMarkerIs() throws Exception {
    Path destination = kit.destination("marked");
    Path marker = destination.resolveSibling(".job.0123456789abcdef.tributary");
    String name = DiskHostKit.newName(destination);
    DiskStep create = new DiskStep.Create(destination.toString(), name, SIZE, marker.toString());
    ExecutionException absent = Assert.assertThrows(ExecutionException.class, () -> here(create));
    assertTrue(RootMarker.isAbsence(((TributaryException) absent.getCause()).failure()));
    assertFalse(Files.exists(destination.resolveSibling(name)));
    Files.createFile(marker);
    here(create);
    assertTrue(Files.exists(destination.resolveSibling(name)));
  }

  private static void isClosed(ActorRef<DiskHost.Command> host, Path destination, String name) {
    Assert.assertThrows(TributaryException.class, () -> bring(name));
    DiskResult again = kit.run(host, kit.open(destination, name, RUN));
    assertTrue(again.toString(), again instanceof DiskResult.Failed);
    kit.recorder.awaitAssert(
        DiskHostKit.PATIENCE,
        () -> {
          assertEquals(0, DiskHostKit.openHandles(destination));
          return null;
        });
  }

  @Test
  public void whatIsAdoptedByANeighbourIsClosedForTheLanesOfBefore() throws Exception {
    Path destination = kit.destination("adopted");
    ActorRef<DiskHost.Command> host = kit.host();
    String name = opened(host, destination);
    bring(name);
    String later = DiskHostKit.newName(destination);
    here(new DiskStep.Adopt(destination.toString(), List.of(name), later));
    isClosed(host, destination, name);
    assertEquals(SIZE, Files.size(destination.resolveSibling(later)));
  }

  @Test
  public void whatIsPublishedByANeighbourIsClosed() throws Exception {
    Path destination = kit.destination("published");
    ActorRef<DiskHost.Command> host = kit.host();
    String name = opened(host, destination);
    bring(name);
    here(new DiskStep.Publish(destination.toString(), name, true, false, null));
    isClosed(host, destination, name);
    assertEquals(SIZE, Files.size(destination));
  }

  @Test
  public void whatIsAbandonedIsClosed() {
    Path destination = kit.destination("abandoned");
    ActorRef<DiskHost.Command> host = kit.host();
    String name = opened(host, destination);
    kit.run(host, new DiskStep.Abandon(destination.toString(), name));
    isClosed(host, destination, name);
  }

  /** Whoever asked lost the answer, and sharding has made another of the host since. */
  @Test
  public void aFileThatIsMadeTwiceKeepsWhatIsInIt() throws Exception {
    Path destination = kit.destination("made-twice");
    String name = DiskHostKit.newName(destination);
    DiskStep create = new DiskStep.Create(destination.toString(), name, SIZE);
    assertEquals(new DiskResult.Done(), kit.run(kit.host(), create));
    byte[] content = new byte[SIZE];
    Arrays.fill(content, (byte) 7);
    Path file = destination.resolveSibling(name);
    Files.write(file, content);
    assertEquals(new DiskResult.Done(), kit.run(kit.host(), create));
    assertArrayEquals(content, Files.readAllBytes(file));
  }

  /** Sharding wakes it somewhere, however long its node is gone. */
  @Test
  public void aStepForAnotherNodesDiskIsNotDoneHere() {
    Path destination = kit.destination("elsewhere");
    String name = DiskHostKit.newName(destination);
    ActorRef<DiskHost.Command> host = kit.host(new NodeId("127.0.0.1:1#1"));
    TestProbe<DiskHost.Reply> asker =
        kit.ask(host, new DiskStep.Create(destination.toString(), name, SIZE));
    asker.expectTerminated(host, DiskHostKit.PATIENCE);
    asker.expectNoMessage(BRIEF);
    assertFalse(Files.exists(destination.resolveSibling(name)));
  }

  @Test
  public void aPathThroughALinkIsJudgedByWhereItLeads() throws Exception {
    Path link =
        Files.createSymbolicLink(FOLDER.getRoot().toPath().resolve("to-root"), kit.destination(""));
    Path destination = link.resolve("linked");
    String name = DiskHostKit.newName(destination);
    ActorRef<DiskHost.Command> host = kit.host();
    DiskStep create = new DiskStep.Create(destination.toString(), name, SIZE);
    assertEquals(new DiskResult.Done(), kit.run(host, create));
    opened(kit.run(host, kit.open(destination, name, RUN)));
  }
}
