package io.tributary.engine.destination;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.FishingOutcome;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.DispatcherSelector;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.ledger.Segment;
import io.tributary.engine.node.Dispatchers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.AfterClass;
import org.junit.Assert;
import org.junit.BeforeClass;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class DestinationWriterTest extends JUnitSuite {
  private static final long RUN = 7;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BRIEF = Duration.ofMillis(1200);

  /** So long that nothing is flushed for its age. */
  private static final Duration NEVER_OLD = Duration.ofHours(1);

  private static ActorTestKit kit;

  private final ScriptedFile file = new ScriptedFile(100);
  private final TestProbe<FlushReport> coordinator = kit.createTestProbe();
  private final TestProbe<DestinationWriter.Drained> drained = kit.createTestProbe();
  private ActorRef<DestinationWriter.Command> writer = writer(SegmentGroup.AGE);

  @BeforeClass
  public static void start() {
    kit = ActorTestKit.create("writers", ConfigFactory.load());
  }

  @AfterClass
  public static void stop() {
    kit.shutdownTestKit();
  }

  private ActorRef<DestinationWriter.Command> writer(Duration groupAge) {
    return kit.spawn(
        DestinationWriter.create(
            file,
            kit.system().dispatchers().lookup(DispatcherSelector.fromConfig(Dispatchers.FILE)),
            groupAge));
  }

  private void written(long start, long length) {
    written(start, length, true);
  }

  private void written(long start, long length, boolean flush) {
    written(start, length, new Recording(flush, 0));
  }

  private void written(long start, long length, Recording recording) {
    writer.tell(
        new DestinationWriter.Written(
            new Segment(start, length, 0), RUN, recording, coordinator.ref()));
  }

  /** The next report but that a flush takes its time, which it may say whenever a test holds it. */
  private FlushReport reported(Duration atMost) {
    List<FlushReport> reports = coordinator.fishForMessage(atMost, DestinationWriterTest::isReport);
    return reports.get(reports.size() - 1);
  }

  private static FishingOutcome isReport(FlushReport report) {
    return report instanceof FlushReport.Flushing
        ? FishingOutcomes.continueAndIgnore()
        : FishingOutcomes.complete();
  }

  private List<Segment> flushed() {
    FlushReport report = reported(PATIENCE);
    assertTrue(report.toString(), report instanceof FlushReport.Flushed);
    return ((FlushReport.Flushed) report).segments();
  }

  private void nothingIsReported() {
    Assert.assertThrows(AssertionError.class, () -> reported(BRIEF));
  }

  private static List<Segment> segment(long start, long length) {
    return List.of(new Segment(start, length, 0));
  }

  private void awaitCalls(String... calls) {
    coordinator.awaitAssert(
        PATIENCE,
        () -> {
          assertEquals(List.of(calls), file.calls());
          return null;
        });
  }

  @Test
  public void aSegmentIsReportedOnlyAfterItsFlush() {
    CountDownLatch gate = file.holdFlushes();
    written(0, 5);
    awaitCalls("flush");
    nothingIsReported();
    gate.countDown();
    assertEquals(segment(0, 5), flushed());
    assertEquals(List.of("flush", "flushed"), file.calls());
  }

  @Test
  public void aFlushThatTakesItsTimeIsToldOf() {
    CountDownLatch gate = file.holdFlushes();
    written(0, 5);
    assertEquals(new FlushReport.Flushing(RUN), coordinator.receiveMessage(PATIENCE));
    assertEquals(new FlushReport.Flushing(RUN), coordinator.receiveMessage(PATIENCE));
    gate.countDown();
    assertEquals(segment(0, 5), flushed());
    coordinator.expectNoMessage(DestinationWriter.FLUSHING_SIGN.plusSeconds(1));
  }

  @Test
  public void whatWasWrittenCloseTogetherIsFlushedTogetherAndMerged() {
    writer = writer(NEVER_OLD);
    written(0, 5);
    written(10, 5);
    written(5, 5);
    writer.tell(new DestinationWriter.Drain(drained.ref()));
    assertEquals(segment(0, 15), flushed());
    assertEquals(List.of("flush", "flushed"), file.calls());
  }

  @Test
  public void aLargeGroupDoesNotWaitForItsAge() {
    writer = writer(NEVER_OLD);
    written(0, SegmentGroup.MOST_BYTES - 1);
    written(SegmentGroup.MOST_BYTES, 1);
    assertEquals("both, and not before the second", 2, flushed().size());
  }

  @Test
  public void aGroupWaitsForItsLeastBytesOrUntilSomebodyAsks() {
    Recording large = new Recording(true, 10);
    written(0, 5, large);
    nothingIsReported();
    written(5, 5, large);
    assertEquals(segment(0, 10), flushed());
    written(10, 5, large);
    writer.tell(new DestinationWriter.Drain(drained.ref()));
    assertEquals(segment(10, 5), flushed());
    drained.expectMessageClass(DestinationWriter.Drained.class, PATIENCE);
  }

  @Test
  public void flushesNeverOverlapAndWhatComesMeanwhileIsInTheNext() {
    CountDownLatch gate = file.holdFlushes();
    written(0, 5);
    awaitCalls("flush");
    written(5, 5);
    writer.tell(new DestinationWriter.Drain(drained.ref()));
    written(SegmentGroup.MOST_BYTES, SegmentGroup.MOST_BYTES);
    nothingIsReported();
    gate.countDown();
    assertEquals(segment(0, 5), flushed());
    assertEquals(
        List.of(
            new Segment(5, 5, 0), new Segment(SegmentGroup.MOST_BYTES, SegmentGroup.MOST_BYTES, 0)),
        flushed());
    assertEquals(1, file.mostFlushesAtOnce());
  }

  @Test
  public void whatCouldNotBeFlushedIsNeverReported() {
    file.fail(true);
    written(0, 5);
    assertEquals(
        new FlushReport.FlushFailed(RUN, ScriptedFile.failure()),
        coordinator.receiveMessage(PATIENCE));
    file.fail(false);
    written(5, 5);
    assertEquals("not the lost one", segment(5, 5), flushed());
  }

  @Test
  public void aDrainIsAnsweredWhenNothingIsPending() {
    writer.tell(new DestinationWriter.Drain(drained.ref()));
    drained.expectMessageClass(DestinationWriter.Drained.class, PATIENCE);
    CountDownLatch gate = file.holdFlushes();
    written(0, 5);
    writer.tell(new DestinationWriter.Drain(drained.ref()));
    written(5, 5);
    drained.expectNoMessage(BRIEF);
    gate.countDown();
    drained.expectMessageClass(DestinationWriter.Drained.class, PATIENCE);
    assertEquals(segment(0, 5), flushed());
    assertEquals(segment(5, 5), flushed());
  }

  @Test
  public void aDrainIsAnsweredWhenTheFlushFails() {
    file.fail(true);
    written(0, 5);
    writer.tell(new DestinationWriter.Drain(drained.ref()));
    drained.expectMessageClass(DestinationWriter.Drained.class, PATIENCE);
    coordinator.expectMessageClass(FlushReport.FlushFailed.class, PATIENCE);
  }

  @Test
  public void aCloseFlushesClosesAndStops() {
    written(0, 5);
    writer.tell(new DestinationWriter.Close());
    assertEquals(segment(0, 5), flushed());
    coordinator.expectTerminated(writer, PATIENCE);
    awaitCalls("flush", "flushed", "close");
  }

  @Test
  public void fastDurabilityReportsWithoutAFlush() {
    written(0, 5, false);
    assertEquals(segment(0, 5), flushed());
    assertTrue(file.calls().isEmpty());
  }
}
