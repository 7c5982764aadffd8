package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.persistence.testkit.JournalOperation;
import akka.persistence.testkit.WriteEvents;
import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.identity.Identity;
import io.tributary.core.ledger.Segment;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.node.NodeResources;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.content.ContentDigest;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.object.Delivery;
import io.tributary.testkit.object.StoredObject;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.Assert;
import org.junit.BeforeClass;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;
import scala.jdk.javaapi.CollectionConverters;

public final class DownloadCoordinatorTest extends JUnitSuite {
  private static final long MIB = 1L << 20;
  private static final DownloadOptions FOUR_MIB_PARTS = parts(DownloadOptions.IfExists.OVERWRITE);

  private static CoordinatorKit kit;

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
    kit.server.faults().clear();
    kit.deleteAll();
  }

  private static DownloadOptions parts(DownloadOptions.IfExists ifExists) {
    DownloadOptions defaults = DownloadOptions.defaults();
    return new DownloadOptions(
        4 * MIB,
        0,
        2,
        0,
        8,
        defaults.stallTimeout(),
        null,
        null,
        ifExists,
        defaults.onChange(),
        defaults.durability(),
        defaults.verify(),
        false);
  }

  private static FaultRule stallEverythingFrom(String path, long objectByte) {
    return kit.server.fault(
        When.get(path).ranged().and("later", r -> r.range().orElseThrow().mayCover(objectByte)),
        Fault.stallAfter(0));
  }

  @Test
  public void everyStepIsJournaled() throws Exception {
    Content content = Content.synthetic(1, 20 * MIB);
    kit.server.put("/steps", content);
    CoordinatorKit.Talk talk = kit.talk("steps");
    talk.start("/steps");
    assertFalse(talk.hears(DownloadUpdate.Accepted.class).attached());
    DownloadResult result = talk.hears(DownloadUpdate.Finished.class).result();
    assertEquals(20 * MIB, result.bytesFetched());
    assertEquals(
        List.of("Requested", "Identified", "RangesWritten", "Verified", "Completed"),
        talk.eventNames());
    assertEquals(List.of("steps"), kit.left());
    assertTrue(DownloadFixture.holds(talk.destination, content));
    talk.shard.expectMessageClass(ClusterSharding.Passivate.class);
  }

  @Test
  public void theSameObjectAttachesAndAnotherIsRefusedWithNothingPersisted() throws Exception {
    kit.server.put("/one", Content.synthetic(2, 8 * MIB));
    kit.server.put("/two", Content.synthetic(3, 8 * MIB));
    FaultRule stall = stallEverythingFrom("/one", 5 * MIB);
    CoordinatorKit.Talk talk = kit.talk("busy");
    talk.start("/one", FOUR_MIB_PARTS);
    talk.hears(DownloadUpdate.Accepted.class);
    talk.awaitEvent(DownloadEvent.RangesWritten.class);

    talk.start("/two");
    DownloadUpdate.Ended refused = talk.hears(DownloadUpdate.Ended.class);
    assertEquals(FailureKind.DESTINATION_BUSY, refused.failure().kind());
    talk.start("/one");
    assertTrue(talk.hears(DownloadUpdate.Accepted.class).attached());
    assertEquals(
        List.of("Requested", "Identified"),
        talk.events().stream()
            .map(event -> event.getClass().getSimpleName())
            .filter(name -> !name.equals("RangesWritten"))
            .toList());

    stall.release();
    talk.hears(DownloadUpdate.Finished.class);
  }

  @Test
  public void anInterruptWhileTheFileIsBeingMadeEndsItAndLeavesNothing() throws Exception {
    interruptWhileTheFileIsBeingMade(kit.talk("early"), () -> {});
  }

  @Test
  public void furtherInterruptsDoNotEndItBeforeTheFileIsDeleted() throws Exception {
    CoordinatorKit.Talk talk = kit.talk("impatient");
    interruptWhileTheFileIsBeingMade(
        talk,
        () -> {
          talk.coordinator.tell(new DownloadCoordinator.Interrupt());
          talk.coordinator.tell(new DownloadCoordinator.Cancel());
        });
  }

  private static void interruptWhileTheFileIsBeingMade(CoordinatorKit.Talk talk, Runnable andThen)
      throws Exception {
    kit.server.put("/early", Content.synthetic(4, 8 * MIB));
    FaultRule probe = kit.server.fault(When.any().method("HEAD"), Fault.stallBeforeHead());
    talk.start("/early");
    talk.hears(DownloadUpdate.Accepted.class);
    assertTrue(probe.awaitFired(1, CoordinatorKit.PATIENCE));
    CountDownLatch disk = new CountDownLatch(1);
    NodeResources.get(kit.actors.system()).fileDispatcher().execute(() -> await(disk));
    probe.release();
    talk.awaitEvent(DownloadEvent.Identified.class);
    talk.coordinator.tell(new DownloadCoordinator.Interrupt());
    talk.awaitEvent(DownloadEvent.Stopped.class);
    andThen.run();
    disk.countDown();

    DownloadUpdate.Ended ended = talk.hears(DownloadUpdate.Ended.class);
    assertEquals(FailureKind.INTERRUPTED, ended.failure().kind());
    assertFalse(ended.resumable());
    assertEquals(List.of("Requested", "Identified", "StartedOver", "Stopped"), talk.eventNames());
    assertEquals("made, and then deleted", List.of(), kit.left());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  public void anInterruptedDownloadGoesOnFromWhatIsRecorded() throws Exception {
    Content content = Content.synthetic(5, 12 * MIB);
    kit.server.put("/resumed", content);
    FaultRule stall = stallEverythingFrom("/resumed", 9 * MIB);
    CoordinatorKit.Talk talk = kit.talk("resumed");
    talk.start("/resumed", FOUR_MIB_PARTS);
    talk.hears(DownloadUpdate.Accepted.class);
    talk.awaitEvent(DownloadEvent.RangesWritten.class);
    talk.coordinator.tell(new DownloadCoordinator.Interrupt());
    assertTrue(talk.hears(DownloadUpdate.Ended.class).resumable());
    stall.release();

    talk.coordinator.tell(new DownloadCoordinator.Leave());
    talk.watcher.expectTerminated(talk.coordinator, CoordinatorKit.PATIENCE);
    talk.spawn();
    talk.start("/resumed", FOUR_MIB_PARTS);
    talk.hears(DownloadUpdate.Accepted.class);
    DownloadResult result = talk.hears(DownloadUpdate.Finished.class).result();
    assertTrue(result.bytesResumed() > 0);
    assertEquals(12 * MIB, result.bytesResumed() + result.bytesFetched());
    assertTrue(DownloadFixture.holds(talk.destination, content));
  }

  @Test
  public void aCancelIsNotTakenBackByAnInterrupt() throws Exception {
    kit.server.put("/cancelled", Content.synthetic(21, 12 * MIB));
    FaultRule stall = stallEverythingFrom("/cancelled", 9 * MIB);
    CoordinatorKit.Talk talk = kit.talk("cancelled");
    talk.start("/cancelled", FOUR_MIB_PARTS);
    talk.hears(DownloadUpdate.Accepted.class);
    talk.awaitEvent(DownloadEvent.RangesWritten.class);
    talk.coordinator.tell(new DownloadCoordinator.Cancel());
    talk.coordinator.tell(new DownloadCoordinator.Interrupt());
    DownloadUpdate.Ended ended = talk.hears(DownloadUpdate.Ended.class);
    assertEquals("it was cancelled", ended.failure().reason());
    assertFalse(ended.resumable());
    assertEquals(List.of(), kit.left());
    stall.release();
  }

  @Test
  public void progressIsToldBeforeTheFirstByteToo() throws Exception {
    kit.server.put("/unanswered", Content.synthetic(22, MIB));
    FaultRule stall =
        kit.server.fault(When.any().path("/unanswered").once(), Fault.stallBeforeHead());
    CoordinatorKit.Talk talk = kit.talk("unanswered");
    talk.start("/unanswered");
    talk.watcher.expectMessageClass(DownloadUpdate.Accepted.class, CoordinatorKit.PATIENCE);
    DownloadUpdate.Progressed told =
        talk.watcher.expectMessageClass(DownloadUpdate.Progressed.class, CoordinatorKit.PATIENCE);
    assertEquals(DownloadProgress.Phase.PROBING, told.progress().phase());
    stall.release();
    talk.hears(DownloadUpdate.Finished.class);
  }

  @Test
  public void whoIsOneTooManyIsToldSoAtOnce() throws Exception {
    kit.server.put("/popular", Content.synthetic(23, 12 * MIB));
    FaultRule stall = stallEverythingFrom("/popular", 9 * MIB);
    CoordinatorKit.Talk talk = kit.talk("popular");
    DownloadSpec spec = talk.spec("/popular", FOUR_MIB_PARTS);
    for (int i = 0; i < Watchers.MOST; i++) {
      ActorRef<DownloadUpdate> one = kit.actors.spawn(Behaviors.ignore());
      talk.coordinator.tell(new DownloadCoordinator.Start(spec, one));
    }
    talk.start("/popular", FOUR_MIB_PARTS);
    Failure refused = talk.hears(DownloadUpdate.Ended.class).failure();
    assertEquals(refused.oneLine(), FailureKind.DESTINATION_BUSY, refused.kind());
    assertTrue(refused.reason(), refused.reason().contains("1000 watch it"));
    talk.coordinator.tell(new DownloadCoordinator.Cancel());
    stall.release();
    talk.shard.expectMessageClass(ClusterSharding.Passivate.class, CoordinatorKit.PATIENCE);
  }

  /** Takes half a minute: that long a journal may be out of order. */
  @Test
  public void aJournalThatStaysUnreadableIsNotReadForEver() throws Exception {
    String id = DownloadId.of("", kit.directory.resolve("unreadable").toString());
    kit.journal.failNextNReads("Download|" + id, 1 + DownloadCoordinator.MOST_RESTARTS);
    CoordinatorKit.Talk talk = kit.talk("unreadable");
    talk.watcher.expectTerminated(talk.coordinator, CoordinatorKit.PATIENCE.multipliedBy(2));
  }

  @Test
  public void aJournalThatFailsWhileItFetchesDoesNotHoldItUpForEver() throws Exception {
    Content content = Content.synthetic(6, 12 * MIB);
    kit.server.put("/failing", content);
    FaultRule stall = stallEverythingFrom("/failing", 9 * MIB);
    CoordinatorKit.Talk talk = kit.talk("failing");
    talk.start("/failing", FOUR_MIB_PARTS);
    talk.hears(DownloadUpdate.Accepted.class);
    talk.awaitEvent(DownloadEvent.Identified.class);
    kit.journal.failNextPersisted(talk.persistenceId());
    stall.release();
    // What the watcher does when it hears nothing.
    talk.watcher.awaitAssert(
        CoordinatorKit.PATIENCE,
        Duration.ofMillis(500),
        () -> {
          if (!talk.eventNames().contains("Completed")) {
            talk.start("/failing", FOUR_MIB_PARTS);
          }
          return talk.event(DownloadEvent.Completed.class);
        });
    assertTrue(DownloadFixture.holds(talk.destination, content));
    assertEquals(List.of("failing"), kit.left());
  }

  @Test
  public void aJournalThatFailsAgainAndAgainEndsTheRunAndSaysSo() throws Exception {
    kit.server.put("/trouble", Content.synthetic(6, 12 * MIB));
    FaultRule stall = stallEverythingFrom("/trouble", 9 * MIB);
    CoordinatorKit.Talk talk = kit.talk("trouble");
    talk.start("/trouble", FOUR_MIB_PARTS);
    talk.hears(DownloadUpdate.Accepted.class);
    talk.awaitEvent(DownloadEvent.RangesWritten.class);
    // Requests are recorded, and then nothing more: as when every other write fails.
    kit.journal.failNextNOpsCond((id, operation) -> isWriteOfProgress(operation), 1000);
    stall.release();
    // What the watcher does when it hears nothing.
    List<DownloadUpdate> heard =
        talk.watcher.awaitAssert(
            CoordinatorKit.PATIENCE,
            () -> {
              talk.start("/trouble", FOUR_MIB_PARTS);
              return talk.watcher.fishForMessage(
                  Duration.ofSeconds(1),
                  update ->
                      update instanceof DownloadUpdate.Ended
                          ? FishingOutcomes.complete()
                          : FishingOutcomes.continueAndIgnore());
            });
    kit.journal.resetPolicy();
    DownloadUpdate.Ended ended = (DownloadUpdate.Ended) heard.get(0);
    assertEquals(FailureKind.STATE_UNUSABLE, ended.failure().kind());
    assertTrue("what is on disk is kept", ended.resumable());
  }

  private static boolean isWriteOfProgress(JournalOperation operation) {
    return operation instanceof WriteEvents write
        && CollectionConverters.asJava(write.batch()).stream()
            .noneMatch(DownloadEvent.Requested.class::isInstance);
  }

  @Test
  public void nothingIsPromisedBeforeTheJournalAnswers() {
    kit.server.put("/promise", Content.synthetic(7, MIB));
    CoordinatorKit.Talk talk = kit.talk("promise");
    kit.journal.failNextPersisted(talk.persistenceId());
    talk.start("/promise");
    talk.watcher.expectNoMessage(Duration.ofSeconds(1));
    talk.start("/promise");
    assertFalse(talk.hears(DownloadUpdate.Accepted.class).attached());
    talk.hears(DownloadUpdate.Finished.class);
  }

  @Test
  public void aNewTemporaryFileNeverHasTheNameOfTheOneThatIsGone() throws Exception {
    Content content = Content.synthetic(8, 12 * MIB);
    kit.server.put("/gone", content);
    FaultRule stall = stallEverythingFrom("/gone", 9 * MIB);
    CoordinatorKit.Talk talk = kit.talk("gone");
    talk.start("/gone", FOUR_MIB_PARTS);
    talk.hears(DownloadUpdate.Accepted.class);
    talk.awaitEvent(DownloadEvent.RangesWritten.class);
    talk.coordinator.tell(new DownloadCoordinator.Interrupt());
    talk.hears(DownloadUpdate.Ended.class);
    String first = talk.awaitEvent(DownloadEvent.Identified.class).temporaryName();
    assertEquals(List.of(first), kit.left());
    kit.deleteAll();
    stall.release();

    talk.coordinator.tell(new DownloadCoordinator.Leave());
    talk.watcher.expectTerminated(talk.coordinator, CoordinatorKit.PATIENCE);
    talk.spawn();
    talk.start("/gone", FOUR_MIB_PARTS);
    talk.hears(DownloadUpdate.Accepted.class);
    assertEquals(0, talk.hears(DownloadUpdate.Finished.class).result().bytesResumed());
    List<String> names =
        talk.events().stream()
            .filter(DownloadEvent.Identified.class::isInstance)
            .map(event -> ((DownloadEvent.Identified) event).temporaryName())
            .toList();
    assertEquals(2, names.size());
    assertNotEquals(names.get(0), names.get(1));
    assertTrue(DownloadFixture.holds(talk.destination, content));
  }

  @Test
  public void aFileThatWasPublishedBeforeACrashIsOursWhateverTheOptionSays() throws Exception {
    Content content = Content.synthetic(9, MIB);
    kit.server.put("/ours", content);
    CoordinatorKit.Talk talk = kit.talk("ours");
    DownloadOptions options = parts(DownloadOptions.IfExists.FAIL);
    talk.start("/ours", options);
    talk.hears(DownloadUpdate.Accepted.class);
    talk.hears(DownloadUpdate.Finished.class);
    Identity identity = talk.awaitEvent(DownloadEvent.Identified.class).identity();

    CoordinatorKit.Talk crashed = kit.talk("ours-too");
    Files.move(talk.destination, crashed.destination);
    long crc64 = ContentDigest.crc64(content);
    DownloadSpec spec = crashed.spec("/ours", options);
    kit.journal.persistForRecovery(
        crashed.persistenceId(),
        List.of(
            new DownloadEvent.Requested(spec, ""),
            new DownloadEvent.Identified(identity, true, 0, MIB, DiskSteps.newTemporaryName(spec)),
            new DownloadEvent.RangesWritten(List.of(new Segment(0, MIB, crc64))),
            new DownloadEvent.Verified(
                new DownloadResult.Verification(
                    Checksum.ofCrc64(crc64), DownloadResult.Verification.Scope.WHOLE, false),
                MIB,
                crc64)));
    crashed.coordinator.tell(new DownloadCoordinator.Leave());
    crashed.watcher.expectTerminated(crashed.coordinator, CoordinatorKit.PATIENCE);
    crashed.spawn();
    crashed.start("/ours", options);
    crashed.hears(DownloadUpdate.Accepted.class);
    DownloadResult result = crashed.hears(DownloadUpdate.Finished.class).result();
    assertEquals(DownloadResult.Outcome.COMPLETED, result.state());
    assertEquals(0, result.bytesFetched());

    CoordinatorKit.Talk other = kit.talk("ours-too-2");
    Files.writeString(other.destination, "somebody else's");
    other.start("/ours", options);
    other.hears(DownloadUpdate.Accepted.class);
    assertEquals(FailureKind.LOCAL_DISK, other.hears(DownloadUpdate.Ended.class).failure().kind());
    assertEquals("somebody else's", Files.readString(other.destination));
  }

  @Test
  public void anAnswerToAnEarlierRunChangesNothing() throws Exception {
    kit.server.put("/stale", Content.synthetic(10, 8 * MIB));
    FaultRule probe = kit.server.fault(When.any().method("HEAD"), Fault.stallBeforeHead());
    CoordinatorKit.Talk talk = kit.talk("stale");
    talk.start("/stale");
    talk.hears(DownloadUpdate.Accepted.class);
    assertTrue(probe.awaitFired(1, CoordinatorKit.PATIENCE));
    talk.coordinator.tell(new DownloadCoordinator.Answer(0, new DownloadCoordinator.Published()));
    talk.coordinator.tell(new DownloadCoordinator.Answer(0, new DownloadCoordinator.Prepared()));
    probe.release();
    talk.hears(DownloadUpdate.Finished.class);
    assertEquals(
        List.of("Requested", "Identified", "RangesWritten", "Verified", "Completed"),
        talk.eventNames());
  }

  @Test
  public void whoAsksAgainWhenItIsOverHearsTheEndAndBeginsNothing() {
    kit.server.put("/over", Content.synthetic(40, MIB));
    CoordinatorKit.Talk talk = kit.talk("over");
    talk.start("/over");
    talk.hears(DownloadUpdate.Accepted.class);
    DownloadUpdate.Finished first = talk.hears(DownloadUpdate.Finished.class);

    talk.start("/over");

    assertEquals(first, talk.hears(DownloadUpdate.Finished.class));
    talk.watcher.expectNoMessage(Duration.ofSeconds(1));
    assertEquals("Completed", talk.eventNames().get(talk.eventNames().size() - 1));
  }

  @Test
  public void aStreamThatCannotBeResumedLeavesNothingWhenItIsInterrupted() {
    kit.server.put(
        "/stream",
        StoredObject.of(Content.synthetic(41, 8 * MIB)).withRanges(Delivery.Ranges.IGNORED));
    kit.server.fault(When.get("/stream"), Fault.stallAfter(4 * MIB));
    CoordinatorKit.Talk talk = kit.talk("stream");
    talk.start("/stream");
    talk.hears(DownloadUpdate.Accepted.class);
    talk.awaitEvent(DownloadEvent.RangesWritten.class);

    talk.coordinator.tell(new DownloadCoordinator.Interrupt());

    assertFalse(talk.hears(DownloadUpdate.Ended.class).resumable());
    assertEquals(List.of(), kit.left());
  }

  @Test
  public void whoeverWaitsForAWatcherThatEndsIsToldSo() {
    CoordinatorKit.Talk talk = kit.talk("watched");
    kit.server.put("/watched", Content.synthetic(42, MIB));
    kit.server.fault(When.any(), Fault.stallBeforeHead());
    DownloadWatcher.Outside outside = new DownloadWatcher.Outside(kit.actors.system());
    var watcher =
        kit.actors.spawn(
            DownloadWatcher.create(
                talk.spec("/watched", DownloadOptions.defaults()),
                talk.id,
                ClusterSharding.get(kit.actors.system()),
                outside));

    kit.actors.stop(watcher);

    // The download itself goes on without watchers.
    ClusterSharding.get(kit.actors.system())
        .entityRefFor(DownloadCoordinator.TYPE, talk.id)
        .tell(new DownloadCoordinator.Cancel());
    talk.awaitEvent(DownloadEvent.Stopped.class);
    Throwable told =
        Assert.assertThrows(
                CompletionException.class, () -> outside.result().toCompletableFuture().join())
            .getCause();
    assertEquals(FailureKind.INTERRUPTED, ((TributaryException) told).kind());
  }
}
