package io.tributary.engine.lane;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.identity.Identity;
import io.tributary.core.ledger.Segment;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.engine.destination.FlushReport;
import io.tributary.engine.destination.Recording;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.placement.NodeShards;
import io.tributary.engine.placement.Placement;
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
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** One lane that a test speaks to as a coordinator does; one thread works on files. */
abstract class PartFetcherSuite extends JUnitSuite {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final Duration BRIEF = Duration.ofMillis(300);
  static final int SIZE = 1 << 20;
  static final int FILE_THREADS = 1;
  static final Content CONTENT = Content.synthetic(3, SIZE);

  static ActorTestKit kit;
  static ObjectServer server;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /** Hears of the lane and of the disk, in the order in which a coordinator does. */
  final TestProbe<TributarySerializable> coordinator = kit.createTestProbe();

  final TestProbe<ClusterSharding.ShardCommand> shard = kit.createTestProbe();
  final String accessId = UUID.randomUUID().toString();
  Path destination;
  String temporaryName;
  Identity identity;
  ActorRef<PartFetcher.Command> fetcher;

  /** What the disk was heard to have, in all that was heard. */
  long flushedBytes;

  /** The last beat that was answered, on the lane's clock: the lane's lease counts from then. */
  long answeredBeatNanos;

  @BeforeClass
  public static void startNode() {
    kit =
        ActorTestKit.create(
            "fetchers",
            ConfigFactory.parseString(
                    """
                    tributary.file-dispatcher.thread-pool-executor.fixed-pool-size = %d
                    # A node of its own: a lane looks whether it is on the one that is meant.
                    akka.actor.provider = cluster
                    akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                    """
                        .formatted(FILE_THREADS))
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
    fetcher = kit.spawn(PartFetcher.create(entityId(), shard.ref()));
  }

  @After
  public void forget() {
    server.faults().clear();
  }

  private static String entityId() {
    return NodeShards.entityId(Placement.get(kit.system()).self(), "1");
  }

  SourceReference source() {
    ParsedLocator parsed = ParsedLocator.parse(server.url("/object"));
    return new SourceReference(
        parsed.locator().display(),
        parsed.locator().objectKey(),
        SourceOptions.defaults(),
        accessId);
  }

  void begin(long run) {
    begin(run, temporaryName);
  }

  void begin(long run, String name) {
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
                Duration.ofSeconds(20),
                null),
            coordinator.ref().narrow(),
            coordinator.ref().narrow()));
  }

  /** The next report that is not about progress; an end may come after what it was flushed with. */
  <T extends TributarySerializable> T next(Class<T> type) {
    long end = deadline();
    TributarySerializable report = heard(end);
    while (report instanceof LaneReport.Progress
        || report instanceof LaneReport.Ready && type != LaneReport.Ready.class
        || report instanceof FlushReport && type == LaneReport.Ended.class) {
      report = heard(end);
    }
    assertTrue(report.toString(), type.isInstance(report));
    return type.cast(report);
  }

  /** When whoever waits from now on gives up: a lane beats for as long as it lives. */
  static long deadline() {
    return System.nanoTime() + PATIENCE.toNanos();
  }

  /** Answers beats, as a coordinator does. */
  TributarySerializable heard(long endNanos) {
    TributarySerializable report = heardUnanswered(endNanos);
    if (report instanceof LaneReport.Ready ready) {
      answer(ready.run(), ready.beatNanos());
    } else if (report instanceof LaneReport.Progress progress) {
      answer(progress.run(), progress.beatNanos());
    }
    return report;
  }

  private void answer(long run, long beatNanos) {
    answeredBeatNanos = beatNanos;
    fetcher.tell(new PartFetcher.Alive(run, beatNanos));
  }

  /** Fails when it comes after that time, too: something else was waited for by then. */
  TributarySerializable heardUnanswered(long endNanos) {
    TributarySerializable report = coordinator.receiveMessage(PATIENCE);
    assertTrue("the last of many: " + report, System.nanoTime() - endNanos < 0);
    if (report instanceof FlushReport.Flushed group) {
      flushedBytes += group.segments().stream().mapToLong(Segment::lengthBytes).sum();
    }
    return report;
  }

  /** Goes on answering until the server has come so far. */
  void awaitFired(FaultRule rule) {
    long end = deadline();
    while (rule.fired() == 0) {
      heard(end);
    }
  }

  /** Of an earlier run there may still be a beat on its way. */
  void isReady(long run) {
    long end = deadline();
    LaneReport.Ready ready = next(LaneReport.Ready.class);
    while (ready.run() < run) {
      assertTrue(ready.toString(), System.nanoTime() - end < 0);
      ready = next(LaneReport.Ready.class);
    }
    assertEquals(run, ready.run());
    assertEquals(2, ready.lane());
  }

  /** A beat of before may still be on its way, and so may what the disk says of before. */
  void isReadyAgain(long sinceNanos) {
    long end = deadline();
    TributarySerializable report = heard(end);
    while (!(report instanceof LaneReport.Ready ready && ready.beatNanos() - sinceNanos >= 0)) {
      assertFalse(report.toString(), report instanceof LaneReport.Ended);
      report = heard(end);
    }
  }

  FaultRule stall(long afterBytes) {
    return server.fault(When.get("/object").ranged(), Fault.stallAfter(afterBytes));
  }

  void isWritten(int start, int end) throws IOException {
    byte[] there = Files.readAllBytes(destination.resolveSibling(temporaryName));
    assertTrue(
        Arrays.equals(CONTENT.slice(start, end - start), Arrays.copyOfRange(there, start, end)));
  }

  /** Only that it is ready, for as long as two beats. */
  void saysNothingNew(long run) {
    isReady(run);
    isReady(run);
  }
}
