package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.destination.FlushReport;
import io.tributary.engine.destination.Recording;
import io.tributary.engine.lane.LaneJob;
import io.tributary.engine.lane.LaneReport;
import io.tributary.engine.lane.PartFetcher;
import io.tributary.engine.node.SerializationCheck;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.serialization.TributarySerializable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Everything that nodes say to each other about a download arrives as it was sent. */
public final class MessagesTest extends JUnitSuite {
  private static ActorTestKit kit;

  @BeforeClass
  public static void start() {
    kit = ActorTestKit.create("messages", ConfigFactory.load());
  }

  @AfterClass
  public static void stop() {
    kit.shutdownTestKit();
  }

  private static DownloadResult result(DownloadResult.Verification verification) {
    return new DownloadResult(
        "oss://bucket/key",
        "/data/x",
        JournalSamples.IDENTITY,
        1L << 40,
        2,
        3,
        4,
        5,
        6,
        0.1,
        verification,
        DownloadResult.Outcome.SKIPPED);
  }

  private static LaneJob job() {
    return new LaneJob(
        "id",
        Long.MAX_VALUE,
        3,
        new NodeId("10.0.0.1:25520#-7"),
        JournalSamples.SOURCE,
        JournalSamples.IDENTITY,
        true,
        "/data/x",
        "node-1",
        "x.0123.tributary",
        7,
        new Recording(true, 1 << 20),
        1_000_000,
        Duration.ofMillis(2500));
  }

  private static List<TributarySerializable> samples() {
    return List.of(
        new DownloadCoordinator.Start(
            JournalSamples.spec(null), kit.<DownloadUpdate>createTestProbe().ref()),
        new DownloadCoordinator.Interrupt(),
        new DownloadCoordinator.Cancel(),
        new DownloadCoordinator.Status(kit.<DownloadStatus>createTestProbe().ref()),
        new DownloadStatus(
            DownloadProgress.Phase.FETCHING,
            true,
            "oss://bucket/key",
            "/data/x",
            "a",
            "b",
            1L << 40,
            7,
            0.1,
            List.of(new ByteRange(1, 2)),
            List.of(
                new DownloadStatus.NodeShare(
                    "a", 2, 3, 0.4, List.of(new ByteRange(5, 6)), List.of(new ByteRange(7, 8)))),
            List.of(new DownloadStatus.LaneWork(1, "a", 2, 3, 4, 0.5))),
        new PartFetcher.Begin(
            job(),
            kit.<LaneReport>createTestProbe().ref(),
            kit.<FlushReport>createTestProbe().ref()),
        new PartFetcher.Fetch(1, 2, 3, Long.MAX_VALUE),
        new PartFetcher.Hedge(1, 2, 3, 4),
        new PartFetcher.Commit(1, 2, 3),
        new PartFetcher.Shrink(1, 2, 3),
        new PartFetcher.Abort(1, 2),
        new PartFetcher.Alive(1, Long.MIN_VALUE + 1),
        new PartFetcher.Settle(1),
        new PartFetcher.Stop(1),
        new LaneReport.Ready(1, 2, -3),
        new LaneReport.Unfit(1, 2, JournalSamples.FAILURE),
        new LaneReport.Progress(1, 2, 3, 4, -5),
        new LaneReport.Shrunk(1, 2, 3, 4),
        new LaneReport.HedgeReady(1, 2, 3),
        new LaneReport.Ended(1, 2, 3, 4, 5, JournalSamples.FAILURE, 1500),
        new LaneReport.Ended(1, 2, 3, 4, 5, null, -1),
        new FlushReport.Flushed(1, JournalSamples.SEGMENTS),
        new FlushReport.Flushing(1),
        new FlushReport.FlushFailed(1, JournalSamples.FAILURE),
        new LaneReport.Stopped(1, 2),
        new DownloadUpdate.Accepted(true),
        new DownloadUpdate.Progressed(
            new DownloadProgress(
                DownloadProgress.Phase.VERIFYING, 1L << 40, 2, 3, 0.1, 4, 5, 6, "ü")),
        new DownloadUpdate.Finished(
            result(
                new DownloadResult.Verification(
                    null, DownloadResult.Verification.Scope.NONE, false))),
        new DownloadUpdate.Finished(result(JournalSamples.VERIFIED.checksum())),
        new DownloadUpdate.Ended(JournalSamples.FAILURE, true));
  }

  @Test
  public void everyMessageArrivesAsItWasSent() {
    samples().forEach(message -> SerializationCheck.roundTrip(kit.system(), message));
  }

  @Test
  public void noMessageIsLeftOut() {
    Set<Class<?>> travelling =
        Stream.of(
                DownloadCoordinator.Command.class,
                PartFetcher.Command.class,
                LaneReport.class,
                FlushReport.class,
                DownloadUpdate.class)
            .flatMap(protocol -> Stream.of(protocol.getPermittedSubclasses()))
            .filter(TributarySerializable.class::isAssignableFrom)
            .collect(Collectors.toSet());
    Set<Class<?>> sampled =
        samples().stream().<Class<?>>map(Object::getClass).collect(Collectors.toSet());
    travelling.add(DownloadStatus.class);
    assertEquals(travelling, sampled);
  }
}
