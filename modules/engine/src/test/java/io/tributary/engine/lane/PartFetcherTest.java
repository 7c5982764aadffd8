package io.tributary.engine.lane;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.identity.Identity;
import io.tributary.core.ledger.Segment;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.engine.destination.FlushReport;
import io.tributary.engine.destination.Recording;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.serialization.TributarySerializable;
import io.tributary.engine.source.SourceReference;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.file.FileDestination;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

public final class PartFetcherTest extends JUnitSuite {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BRIEF = Duration.ofMillis(300);
  private static final int SIZE = 1 << 20;
  private static final int FILE_THREADS = 1;
  private static final Content CONTENT = Content.synthetic(3, SIZE);

  private static ActorTestKit kit;
  private static ObjectServer server;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /** Hears of the lane and of the disk, in the order in which a coordinator does. */
  private final TestProbe<TributarySerializable> coordinator = kit.createTestProbe();

  private final TestProbe<ClusterSharding.ShardCommand> shard = kit.createTestProbe();
  private final String accessId = UUID.randomUUID().toString();
  private Path destination;
  private String temporaryName;
  private Identity identity;
  private ActorRef<PartFetcher.Command> fetcher;

  @BeforeClass
  public static void startNode() {
    kit =
        ActorTestKit.create(
            "fetchers",
            ConfigFactory.parseString(
                    "tributary.file-dispatcher.thread-pool-executor.fixed-pool-size = "
                        + FILE_THREADS)
                .withFallback(ConfigFactory.load()));
    server = ObjectServer.start();
    server.put("/object", CONTENT);
  }

  @AfterClass
  public static void stopNode() {
    kit.shutdownTestKit();
    server.close();
  }

  @Before
  public void prepare() throws Exception {
    destination = folder.getRoot().toPath().toRealPath().resolve("object");
    FileDestination file = FileDestination.of(destination);
    temporaryName = file.newTemporaryName();
    file.create(temporaryName, SIZE).close();
    identity =
        NodeResources.get(kit.system())
            .sources()
            .acquire(source())
            .value()
            .probe()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS)
            .identity();
    fetcher = kit.spawn(PartFetcher.create(shard.ref()));
  }

  @After
  public void forget() {
    server.faults().clear();
  }

  private SourceReference source() {
    ParsedLocator parsed = ParsedLocator.parse(server.url("/object"));
    return new SourceReference(
        parsed.locator().display(),
        parsed.locator().objectKey(),
        SourceOptions.defaults(),
        accessId);
  }

  private void begin(long run) {
    begin(run, temporaryName);
  }

  private void begin(long run, String name) {
    fetcher.tell(
        new PartFetcher.Begin(
            new LaneJob(
                "id",
                run,
                2,
                new NodeId("127.0.0.1:1#1"),
                source(),
                identity,
                true,
                destination.toString(),
                "",
                name,
                0,
                new Recording(true, 0),
                0,
                Duration.ofSeconds(20)),
            coordinator.ref().narrow(),
            coordinator.ref().narrow()));
  }

  /** The next report that is not about progress. */
  private <T extends TributarySerializable> T next(Class<T> type) {
    TributarySerializable report = heard();
    while (report instanceof LaneReport.Progress
        || report instanceof LaneReport.Ready && type != LaneReport.Ready.class) {
      report = heard();
    }
    assertTrue(report.toString(), type.isInstance(report));
    return type.cast(report);
  }

  /** Answers beats, as a coordinator does. */
  private TributarySerializable heard() {
    TributarySerializable report = coordinator.receiveMessage(PATIENCE);
    if (report instanceof LaneReport.Ready ready) {
      fetcher.tell(new PartFetcher.Alive(ready.run(), ready.beatNanos()));
    } else if (report instanceof LaneReport.Progress progress) {
      fetcher.tell(new PartFetcher.Alive(progress.run(), progress.beatNanos()));
    }
    return report;
  }

  private void isReady(long run) {
    LaneReport.Ready ready = next(LaneReport.Ready.class);
    assertEquals(run, ready.run());
    assertEquals(2, ready.lane());
  }

  private FaultRule stall(long afterBytes) {
    return server.fault(When.get("/object").ranged(), Fault.stallAfter(afterBytes));
  }

  private void isWritten(int start, int end) throws IOException {
    byte[] there = Files.readAllBytes(destination.resolveSibling(temporaryName));
    assertTrue(
        Arrays.equals(CONTENT.slice(start, end - start), Arrays.copyOfRange(there, start, end)));
  }

  @Test
  public void aRangeIsFetchedFlushedAndReported() throws Exception {
    begin(1);
    isReady(1);
    fetcher.tell(new PartFetcher.Fetch(1, 5, 1000, 90_000));
    assertEquals(
        new LaneReport.Ended(1, 2, 5, 90_000, 89_000, null, -1), next(LaneReport.Ended.class));
    Segment segment = next(FlushReport.Flushed.class).segments().get(0);
    assertEquals(1000, segment.start());
    assertEquals(90_000, segment.end());
    isWritten(1000, 90_000);
  }

  @Test
  public void nothingHappensForOtherRuns() throws Exception {
    begin(1);
    next(LaneReport.Ready.class);
    fetcher.tell(new PartFetcher.Fetch(2, 5, 0, 10));
    fetcher.tell(new PartFetcher.Shrink(1, 5, 3));
    fetcher.tell(new PartFetcher.Abort(1, 5));
    fetcher.tell(new PartFetcher.Commit(1, 5, 3));
    fetcher.tell(new PartFetcher.Stop(2));
    saysNothingNew(1);
  }

  @Test
  public void whoIsWokenByALateWordGoesBackToSleep() {
    fetcher.tell(new PartFetcher.Fetch(1, 5, 0, 10));
    shard.expectMessageClass(ClusterSharding.Passivate.class, PATIENCE);
    coordinator.expectNoMessage(BRIEF);
  }

  /** Only that it is ready, for as long as two beats. */
  private void saysNothingNew(long run) {
    isReady(run);
    isReady(run);
  }

  @Test
  public void whoIsOnlyWokenToBeStoppedGoesBackToSleep() {
    fetcher.tell(new PartFetcher.Stop(1));
    shard.expectMessageClass(ClusterSharding.Passivate.class, PATIENCE);
    coordinator.expectNoMessage(BRIEF);
  }

  @Test
  public void aSecondBeginIsAnsweredAgainAndDropsWhatIsUnderWay() throws Exception {
    begin(1);
    next(LaneReport.Ready.class);
    begin(1);
    next(LaneReport.Ready.class);
    FaultRule stall = stall(10);
    fetcher.tell(new PartFetcher.Fetch(1, 5, 0, SIZE));
    assertTrue(stall.awaitFired(1, PATIENCE));
    begin(1);
    next(LaneReport.Ready.class);
    server.faults().clear();
    fetcher.tell(new PartFetcher.Fetch(1, 6, 0, 10));
    LaneReport.Ended ended = next(LaneReport.Ended.class);
    assertEquals(6, ended.assignment());
    isWritten(0, 10);
  }

  @Test
  public void aNewRunTakesTheLaneOver() throws Exception {
    begin(1);
    next(LaneReport.Ready.class);
    FaultRule stall = stall(0);
    fetcher.tell(new PartFetcher.Fetch(1, 5, 0, SIZE));
    assertTrue(stall.awaitFired(1, PATIENCE));
    begin(2);
    isReady(2);
    fetcher.tell(new PartFetcher.Shrink(1, 5, 3));
    fetcher.tell(new PartFetcher.Abort(1, 5));
    fetcher.tell(new PartFetcher.Stop(1));
    saysNothingNew(2);
  }

  @Test
  public void aStopKeepsWhatArrivedAndIsAnsweredOnce() throws Exception {
    begin(1);
    next(LaneReport.Ready.class);
    FaultRule stall = stall(5000);
    fetcher.tell(new PartFetcher.Fetch(1, 5, 0, SIZE));
    assertTrue(stall.awaitFired(1, PATIENCE));
    assertTrue(server.awaitBytesSent(5000, PATIENCE));
    TributarySerializable beat = heard();
    while (!(beat instanceof LaneReport.Progress progress && progress.position() == 5000)) {
      beat = heard();
    }
    fetcher.tell(new PartFetcher.Stop(1));
    fetcher.tell(new PartFetcher.Stop(1));
    TributarySerializable report = coordinator.receiveMessage(PATIENCE);
    long flushed = 0;
    boolean ended = false;
    while (!(report instanceof LaneReport.Stopped)) {
      ended |= report instanceof LaneReport.Ended one && one.position() == 5000;
      if (report instanceof FlushReport.Flushed group) {
        flushed += group.segments().stream().mapToLong(Segment::lengthBytes).sum();
      }
      report = coordinator.receiveMessage(PATIENCE);
    }
    assertTrue(ended);
    assertEquals("before it says that it has stopped", 5000, flushed);
    isWritten(0, 5000);
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
  public void aHedgeWritesOnlyWhatItIsGiven() throws Exception {
    begin(1);
    next(LaneReport.Ready.class);
    fetcher.tell(new PartFetcher.Hedge(1, 5, 1000, 3000));
    assertEquals(new LaneReport.HedgeReady(1, 2, 5), next(LaneReport.HedgeReady.class));
    fetcher.tell(new PartFetcher.Commit(1, 5, 2500));
    assertEquals(new LaneReport.Ended(1, 2, 5, 3000, 2000, null, -1), next(LaneReport.Ended.class));
    assertEquals(2500, next(FlushReport.Flushed.class).segments().get(0).start());
    isWritten(2500, 3000);
    byte[] there = Files.readAllBytes(destination.resolveSibling(temporaryName));
    assertTrue(Arrays.equals(new byte[1500], Arrays.copyOfRange(there, 1000, 2500)));
  }

  @Test
  public void aHedgeSaysSoUntilItCommitsAndThenItDoesOnce() throws Exception {
    begin(1);
    next(LaneReport.Ready.class);
    fetcher.tell(new PartFetcher.Hedge(1, 5, 1000, 3000));
    for (int said = 0; said < 3; said++) {
      assertEquals(new LaneReport.HedgeReady(1, 2, 5), next(LaneReport.HedgeReady.class));
    }
    fetcher.tell(new PartFetcher.Commit(1, 5, 2500));
    fetcher.tell(new PartFetcher.Commit(1, 5, 2000));
    fetcher.tell(new PartFetcher.Abort(1, 5));
    assertEquals(new LaneReport.Ended(1, 2, 5, 3000, 2000, null, -1), next(LaneReport.Ended.class));
    assertEquals(2500, next(FlushReport.Flushed.class).segments().get(0).start());
    fetcher.tell(new PartFetcher.Stop(1));
    next(LaneReport.Stopped.class);
    byte[] there = Files.readAllBytes(destination.resolveSibling(temporaryName));
    assertTrue(Arrays.equals(new byte[1500], Arrays.copyOfRange(there, 1000, 2500)));
  }

  @Test
  public void aHedgeThatIsDroppedWritesNothing() throws Exception {
    begin(1);
    next(LaneReport.Ready.class);
    fetcher.tell(new PartFetcher.Hedge(1, 5, 1000, 3000));
    next(LaneReport.HedgeReady.class);
    fetcher.tell(new PartFetcher.Abort(1, 5));
    assertEquals(new LaneReport.Ended(1, 2, 5, 1000, 2000, null, -1), next(LaneReport.Ended.class));
    byte[] there = Files.readAllBytes(destination.resolveSibling(temporaryName));
    assertTrue(Arrays.equals(new byte[SIZE], there));
  }

  @Test
  public void aLaneThatIsNotAnsweredWritesNoMore() throws Exception {
    begin(1);
    next(LaneReport.Ready.class);
    FaultRule slow = server.fault(When.get("/object").ranged(), Fault.trickle(20_000));
    fetcher.tell(new PartFetcher.Fetch(1, 5, 0, SIZE));
    assertTrue(slow.awaitFired(1, PATIENCE));
    long from = System.nanoTime();
    TributarySerializable report = coordinator.receiveMessage(PATIENCE);
    while (!(report instanceof LaneReport.Ended)) {
      report = coordinator.receiveMessage(PATIENCE);
    }
    LaneReport.Ended ended = (LaneReport.Ended) report;
    assertTrue(System.nanoTime() - from > LaneLease.TERM.minusSeconds(1).toNanos());
    assertTrue(ended.position() + " of " + SIZE, ended.position() < SIZE / 2);
    server.faults().clear();
    fetcher.tell(new PartFetcher.Fetch(1, 6, 0, SIZE));
    report = coordinator.receiveMessage(PATIENCE);
    while (!(report instanceof LaneReport.Ended)) {
      report = coordinator.receiveMessage(PATIENCE);
    }
    assertEquals("an order that comes late", new LaneReport.Ended(1, 2, 6, 0, 0, null, -1), report);
    next(LaneReport.Ready.class);
    fetcher.tell(new PartFetcher.Fetch(1, 7, 0, 10));
    assertEquals(10, next(LaneReport.Ended.class).position());
  }

  @Test
  public void aLaneThatIsSentAwayReportsAllItWrote() throws Exception {
    begin(1);
    next(LaneReport.Ready.class);
    FaultRule stall = stall(5000);
    fetcher.tell(new PartFetcher.Fetch(1, 5, 0, SIZE));
    assertTrue(stall.awaitFired(1, PATIENCE));
    assertTrue(server.awaitBytesSent(5000, PATIENCE));
    TributarySerializable beat = heard();
    while (!(beat instanceof LaneReport.Progress progress && progress.position() == 5000)) {
      beat = heard();
    }
    fetcher.tell(new PartFetcher.Leave());
    assertEquals(5000, next(LaneReport.Ended.class).position());
    assertEquals(5000, next(FlushReport.Flushed.class).segments().get(0).end());
    next(LaneReport.Stopped.class);
    coordinator.expectTerminated(fetcher, PATIENCE);
  }
}
