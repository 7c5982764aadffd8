package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.node.NodeResources;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.object.Delivery;
import io.tributary.testkit.object.StoredObject;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.Test;

/** A download that its user stops. */
public final class InterruptedDownloadTest extends CoordinatorSuite {
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
}
