package io.tributary.engine.lane;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.destination.FlushReport;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.serialization.TributarySerializable;
import io.tributary.storage.file.FileDestination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

/** How a lane ends: told to, sent away, or in a crash. Nothing stays open. */
public final class PartFetcherEndTest extends PartFetcherSuite {
  /** A lane that has all that comes, and waits for more. */
  private void fetchTo(int position) {
    begin(1);
    next(LaneReport.Ready.class);
    stall(position);
    fetcher.tell(new PartFetcher.Fetch(1, 5, 0, SIZE));
    long end = deadline();
    TributarySerializable beat = heard(end);
    while (!(beat instanceof LaneReport.Progress progress && progress.position() == position)) {
      assertFalse(beat.toString(), beat instanceof LaneReport.Ended);
      beat = heard(end);
    }
  }

  /** It says once where its range ended, and that it has stopped after all is on disk. */
  private void stopsAt(int position) throws Exception {
    assertEquals(position, next(LaneReport.Ended.class).position());
    long end = deadline();
    TributarySerializable report = heard(end);
    while (!(report instanceof LaneReport.Stopped)) {
      assertTrue(report.toString(), report instanceof FlushReport);
      report = heard(end);
    }
    assertEquals("before it says that it has stopped", position, flushedBytes);
    isWritten(0, position);
  }

  @Test
  public void whoIsOnlyWokenToBeStoppedGoesBackToSleep() {
    fetcher.tell(new PartFetcher.Stop(1));
    shard.expectMessageClass(ClusterSharding.Passivate.class, PATIENCE);
    coordinator.expectNoMessage(BRIEF);
  }

  @Test
  public void aStopKeepsWhatArrivedAndIsAnsweredOnce() throws Exception {
    fetchTo(5000);
    fetcher.tell(new PartFetcher.Stop(1));
    fetcher.tell(new PartFetcher.Stop(1));
    stopsAt(5000);
    shard.expectMessageClass(ClusterSharding.Passivate.class, PATIENCE);
    coordinator.expectNoMessage(BRIEF);
  }

  @Test
  public void aStopWhileItOpensIsAnsweredAndNothingStaysOpen() {
    CountDownLatch disk = new CountDownLatch(1);
    NodeResources.get(kit.system()).fileDispatcher().execute(() -> await(disk));
    begin(1);
    fetcher.tell(new PartFetcher.Stop(1));
    next(LaneReport.Stopped.class);
    fetcher.tell(new PartFetcher.Leave());
    coordinator.expectTerminated(fetcher, PATIENCE);
    disk.countDown();
    nothingStaysOpen();
  }

  @Test
  public void aLeaveWhileItOpensLeavesNothingOpen() {
    CountDownLatch disk = new CountDownLatch(1);
    NodeResources.get(kit.system()).fileDispatcher().execute(() -> await(disk));
    begin(1);
    fetcher.tell(new PartFetcher.Leave());
    coordinator.expectTerminated(fetcher, PATIENCE);
    disk.countDown();
    nothingStaysOpen();
  }

  @Test
  public void aCrashLeavesNothingOpen() {
    begin(1);
    next(LaneReport.Ready.class);
    fetcher.tell(new PartFetcher.Hedge(1, 5, 9, 9));
    coordinator.expectTerminated(fetcher, PATIENCE);
    nothingStaysOpen();
  }

  /** One thread works on files: what it was given before this is done when this is. */
  private void nothingStaysOpen() {
    coordinator.awaitAssert(
        PATIENCE,
        () -> {
          CountDownLatch done = new CountDownLatch(1);
          NodeResources.get(kit.system()).fileDispatcher().execute(done::countDown);
          await(done);
          assertEquals(0, openHandles());
          assertEquals(0, NodeResources.get(kit.system()).laneBuffers().takenBytes());
          return null;
        });
  }

  private long openHandles() {
    try (var handles = Files.list(Path.of("/proc/self/fd"))) {
      return handles.filter(handle -> leadsTo(handle, temporaryName)).count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean leadsTo(Path handle, String name) {
    try {
      return Files.readSymbolicLink(handle).toString().endsWith(name);
    } catch (IOException gone) {
      return false;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  public void aLaneWithoutItsFileIsUnfitAndCanStillBeStopped() {
    begin(1, FileDestination.newTemporaryName(destination));
    assertEquals(FailureKind.LOCAL_DISK, next(LaneReport.Unfit.class).failure().kind());
    fetcher.tell(new PartFetcher.Stop(1));
    next(LaneReport.Stopped.class);
  }

  @Test
  public void aLaneThatIsSentAwayReportsAllItWrote() throws Exception {
    fetchTo(5000);
    fetcher.tell(new PartFetcher.Leave());
    stopsAt(5000);
    coordinator.expectTerminated(fetcher, PATIENCE);
  }
}
