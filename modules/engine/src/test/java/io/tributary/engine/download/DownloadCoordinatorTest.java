package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
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
import io.tributary.engine.home.RootMarker;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.content.ContentDigest;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.Assert;
import org.junit.Test;

/** What is journaled of a download, and what whoever watches it hears. */
public final class DownloadCoordinatorTest extends CoordinatorSuite {
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
    talk.shard.expectMessageClass(ClusterSharding.Passivate.class, CoordinatorKit.PATIENCE);
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
    for (int i = 0; i < DownloadWatchers.MOST; i++) {
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
  public void whoeverWaitsForAWatcherThatEndsIsToldSo() {
    CoordinatorKit.Talk talk = kit.talk("watched");
    kit.server.put("/watched", Content.synthetic(42, MIB));
    kit.server.fault(When.any(), Fault.stallBeforeHead());
    var outside = DownloadWatcher.caller(kit.actors.system());
    var watcher =
        kit.actors.spawn(
            DownloadWatcher.create(
                talk.spec("/watched", DownloadOptions.defaults()),
                talk.id,
                kit.actors.system(),
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

  @Test
  public void whereItsMarkerIsNotNothingIsMade() {
    kit.server.put("/marked", Content.synthetic(3, 5 * MIB));
    CoordinatorKit.Talk talk = kit.talk("marked");
    DownloadSpec usual = talk.spec("/marked", FOUR_MIB_PARTS);
    String marker = talk.destination.resolveSibling(".job.0123456789abcdef.tributary").toString();
    DownloadSpec marked =
        new DownloadSpec(
            usual.source(), usual.destination(), usual.options(), "", KnownRanges.NONE, marker);
    talk.coordinator.tell(new DownloadCoordinator.Start(marked, talk.watcher.ref()));
    talk.hears(DownloadUpdate.Accepted.class);
    assertTrue(RootMarker.isAbsence(talk.hears(DownloadUpdate.Ended.class).failure()));
    assertEquals(List.of(), kit.left());
  }
}
