package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.persistence.testkit.JournalOperation;
import akka.persistence.testkit.WriteEvents;
import io.tributary.core.range.RangeSpec;
import io.tributary.engine.api.Allowance;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadOptionsBuilder;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.api.Priority;
import io.tributary.engine.node.NodeResources;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.object.Delivery;
import io.tributary.testkit.object.StoredObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A temporary file is deleted only when the event that has no use for it is accepted: a coordinator
 * that lost its place would delete what its successor writes to.
 */
public final class AbandonedFileTest extends JUnitSuite {
  private static final int MIB = 1 << 20;
  private static final int SIZE = 12 * MIB;

  private static CoordinatorKit kit;

  private final Content content = Content.synthetic(31, SIZE);
  private CoordinatorKit.Talk talk;
  private Path temporary;

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
    kit.journal.resetPolicy();
    kit.server.faults().clear();
    kit.deleteAll();
  }

  private static DownloadOptionsBuilder options() {
    return DownloadOptions.builder().partSizeBytes(4 * MIB).lanes(2);
  }

  /** A download that was interrupted, with something on disk. */
  private void interrupted(String name) {
    interrupted(name, options().build());
  }

  private void interrupted(String name, DownloadOptions options) {
    kit.server.put("/" + name, content);
    FaultRule stall =
        kit.server.fault(
            When.get("/" + name)
                .ranged()
                .and("later", r -> r.range().orElseThrow().mayCover(9 * MIB)),
            Fault.stallAfter(0));
    talk = kit.talk(name);
    talk.start("/" + name, options);
    talk.hears(DownloadUpdate.Accepted.class);
    talk.awaitEvent(DownloadEvent.RangesWritten.class);
    talk.coordinator.tell(new DownloadCoordinator.Interrupt());
    assertTrue(talk.hears(DownloadUpdate.Ended.class).resumable());
    stall.release();
    temporary =
        talk.destination.resolveSibling(talk.event(DownloadEvent.Identified.class).temporaryName());
    talk.coordinator.tell(new DownloadCoordinator.Leave());
    talk.watcher.expectTerminated(talk.coordinator, CoordinatorKit.PATIENCE);
    talk.spawn();
  }

  /** As the fence refuses an event of somebody who lost its place; the {@code nth} of this type. */
  private CountDownLatch refuse(Class<? extends DownloadEvent> type, int nth) {
    CountDownLatch refused = new CountDownLatch(nth);
    kit.journal.failNextNOpsCond(
        (id, operation) -> {
          if (refused.getCount() > 0 && writes(operation, type)) {
            refused.countDown();
            return refused.getCount() == 0;
          }
          return false;
        },
        1);
    return refused;
  }

  private static boolean writes(JournalOperation operation, Class<? extends DownloadEvent> type) {
    return operation instanceof WriteEvents write
        && CollectionConverters.asJava(write.batch()).stream().anyMatch(type::isInstance);
  }

  /** It has read its journal again; whatever it had done on the disk by then is done. */
  private void isKeptThough(CountDownLatch refused) throws InterruptedException {
    await(refused);
    TestProbe<DownloadStatus> status = kit.actors.createTestProbe();
    status.awaitAssert(
        CoordinatorKit.PATIENCE,
        () -> {
          talk.coordinator.tell(new DownloadCoordinator.Status(status.ref()));
          return status.receiveMessage(Duration.ofSeconds(1));
        });
    CountDownLatch disk = new CountDownLatch(1);
    NodeResources.get(kit.actors.system()).fileDispatcher().execute(disk::countDown);
    await(disk);
    assertTrue("it is its successor's", Files.exists(temporary));
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(CoordinatorKit.PATIENCE.toSeconds(), TimeUnit.SECONDS));
  }

  private void start(DownloadOptions options) {
    talk.start("/" + talk.destination.getFileName(), options);
  }

  /** Accepted, it leaves nothing but the file. */
  private DownloadResult ends(DownloadOptions options) {
    start(options);
    long end = System.nanoTime() + 2 * CoordinatorKit.PATIENCE.toNanos();
    DownloadUpdate update = talk.hears(DownloadUpdate.class, end);
    while (!(update instanceof DownloadUpdate.Finished)) {
      update = talk.hears(DownloadUpdate.class, end);
    }
    assertEquals(List.of(talk.destination.getFileName().toString()), kit.left());
    return ((DownloadUpdate.Finished) update).result();
  }

  private DownloadResult keepsUntilAccepted(
      Class<? extends DownloadEvent> type, DownloadOptions options) throws Exception {
    CountDownLatch refused = refuse(type, 1);
    start(options);
    isKeptThough(refused);
    return ends(options);
  }

  @Test
  public void whenARequestBeginsAnew() throws Exception {
    interrupted("anew");
    DownloadResult result =
        keepsUntilAccepted(DownloadEvent.Requested.class, options().restart(true).build());
    assertEquals(0, result.bytesResumed());
  }

  /** As a submission does that was paused: its turns have one request in common. */
  @Test
  public void butNotWhenTheSameRequestGoesOnThoughItOnceBeganAnew() {
    interrupted("on", options().restart(true).build());
    DownloadSpec same = talk.event(DownloadEvent.Requested.class).spec();
    talk.coordinator.tell(new DownloadCoordinator.Start(same, talk.watcher.ref()));
    talk.hears(DownloadUpdate.Accepted.class);
    DownloadResult result = talk.hears(DownloadUpdate.Finished.class).result();
    assertTrue("it goes on", result.bytesResumed() > 0);
    assertEquals(SIZE, result.bytesResumed() + result.bytesFetched());
  }

  /** What it may use was changed while it was paused. */
  @Test
  public void andNotWhenItMayUseSomethingElseByThen() {
    interrupted("allowed", options().restart(true).build());
    DownloadSpec same = talk.event(DownloadEvent.Requested.class).spec();
    DownloadSpec later = same.withAllowance(new Allowance(0, 0, Priority.HIGH, 1));
    talk.coordinator.tell(new DownloadCoordinator.Start(later, talk.watcher.ref()));
    talk.hears(DownloadUpdate.Accepted.class);
    DownloadResult result = talk.hears(DownloadUpdate.Finished.class).result();
    assertTrue("it goes on", result.bytesResumed() > 0);
    assertEquals(SIZE, result.bytesResumed() + result.bytesFetched());
  }

  @Test
  public void whenARequestWantsAnotherRange() throws Exception {
    interrupted("range");
    DownloadOptions options = options().range(RangeSpec.parse("0-99")).build();
    assertEquals(100, keepsUntilAccepted(DownloadEvent.Identified.class, options).sizeBytes());
  }

  @Test
  public void whenTheObjectIsAnotherByNow() throws Exception {
    interrupted("changed");
    kit.server.put("/changed", Content.synthetic(32, SIZE));
    DownloadResult result = keepsUntilAccepted(DownloadEvent.StartedOver.class, options().build());
    assertEquals(0, result.bytesResumed());
  }

  @Test
  public void whenTheFileIsThereAlready() throws Exception {
    interrupted("there");
    Files.writeString(talk.destination, "somebody else's");
    DownloadOptions options = options().ifExists(DownloadOptions.IfExists.SKIP).build();
    assertEquals(
        DownloadResult.Outcome.SKIPPED,
        keepsUntilAccepted(DownloadEvent.Completed.class, options).state());
  }

  @Test
  public void whenAStreamBeginsAgain() throws Exception {
    kit.server.put("/stream", StoredObject.of(content).withRanges(Delivery.Ranges.IGNORED));
    kit.server.fault(When.get("/stream"), Fault.closeAfter(4 * MIB));
    talk = kit.talk("stream");
    CountDownLatch refused = refuse(DownloadEvent.Identified.class, 2);
    start(options().build());
    temporary =
        talk.destination.resolveSibling(
            talk.awaitEvent(DownloadEvent.Identified.class).temporaryName());
    isKeptThough(refused);
    kit.server.faults().clear();
    assertEquals(0, ends(options().build()).bytesResumed());
  }
}
