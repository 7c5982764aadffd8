package io.tributary.engine.download;

import akka.actor.typed.ActorRefResolver;
import io.tributary.core.range.ByteRange;
import io.tributary.core.range.RangeSpec;
import io.tributary.engine.api.Allowance;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.api.Priority;
import io.tributary.engine.destination.FlushReport;
import io.tributary.engine.destination.Recording;
import io.tributary.engine.lane.LaneJob;
import io.tributary.engine.lane.LaneReport;
import io.tributary.engine.lane.PartFetcher;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.serialization.GoldenMessages;
import io.tributary.engine.serialization.TributarySerializable;
import java.time.Duration;
import java.util.List;

/** One of everything that nodes say to each other about a download, and what submissions hold. */
public final class DownloadMessageSamples {
  private DownloadMessageSamples() {}

  /** With no field left at its default. */
  public static DownloadSpec spec() {
    return new DownloadSpec(
        JournalSamples.SOURCE, "/data/x", JournalSamples.options(new RangeSpec.Last(9)), "node-1");
  }

  /** How a download may have ended. */
  public static DownloadResult result() {
    return result(JournalSamples.VERIFIED.checksum());
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

  private static DownloadResult rangesResult() {
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
        JournalSamples.VERIFIED.checksum(),
        DownloadResult.Outcome.COMPLETED,
        7,
        JournalSamples.SEGMENTS);
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
        Duration.ofMillis(2500),
        null);
  }

  /**
   * @param refs makes references to whoever is answered
   */
  public static List<TributarySerializable> of(ActorRefResolver refs) {
    return List.of(
        new DownloadCoordinator.Start(spec(), refs.resolveActorRef(GoldenMessages.SOMEBODY)),
        new DownloadCoordinator.Start(
            JournalSamples.spec(new RangeSpec.FromTo(5, 9)),
            refs.resolveActorRef(GoldenMessages.SOMEBODY)),
        new DownloadCoordinator.Start(
            JournalSamples.spec(new RangeSpec.From(5)),
            refs.resolveActorRef(GoldenMessages.SOMEBODY)),
        new DownloadCoordinator.Start(
            JournalSamples.spec(null), refs.resolveActorRef(GoldenMessages.SOMEBODY)),
        new DownloadCoordinator.Interrupt(),
        new DownloadCoordinator.Cancel(),
        new DownloadCoordinator.Status(refs.resolveActorRef(GoldenMessages.SOMEBODY)),
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
            refs.resolveActorRef(GoldenMessages.SOMEBODY),
            refs.resolveActorRef(GoldenMessages.SOMEBODY)),
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
        new LaneReport.Ended(1, 2, 3, 4, 5, JournalSamples.FAILURE, -1, true),
        new LaneReport.Ended(1, 2, 3, 4, 5, JournalSamples.FAILURE, -1, false, "5C3D"),
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
        new DownloadUpdate.Ended(JournalSamples.FAILURE, true),
        new DownloadUpdate.Finished(rangesResult()),
        new DownloadCoordinator.Allow(new Allowance(5, 2.5, Priority.HIGH, 3)),
        new DownloadCoordinator.Start(
            spec().withAllowance(new Allowance(5, 2.5, Priority.HIGH, 3)),
            refs.resolveActorRef(GoldenMessages.SOMEBODY)));
  }
}
