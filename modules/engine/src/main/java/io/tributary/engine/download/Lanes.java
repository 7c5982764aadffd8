package io.tributary.engine.download;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.tributary.core.plan.LaneTuner;
import io.tributary.core.plan.PartQueue;
import io.tributary.core.plan.PartSizing;
import io.tributary.core.range.ByteRange;
import io.tributary.core.retry.RetryPolicy;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.destination.FlushReport;
import io.tributary.engine.destination.Recording;
import io.tributary.engine.lane.LaneJob;
import io.tributary.engine.lane.LaneReport;
import io.tributary.engine.lane.PartFetcher;
import java.util.List;
import java.util.random.RandomGenerator;

/** Reaches the lanes of one download through sharding, wherever they are. */
final class Lanes {
  private final ClusterSharding sharding;
  private final ActorRef<LaneReport> reports;
  private final ActorRef<FlushReport> flushes;
  private final String downloadId;

  Lanes(ActorContext<DownloadCoordinator.Command> context, String downloadId) {
    this.sharding = ClusterSharding.get(context.getSystem());
    this.reports = context.messageAdapter(LaneReport.class, DownloadCoordinator.Lane::new);
    this.flushes = context.messageAdapter(FlushReport.class, DownloadCoordinator.Flush::new);
    this.downloadId = downloadId;
  }

  /** A session over everything that is missing. */
  FetchSession session(DownloadState state, RunStatistics statistics, RandomGenerator random) {
    DownloadOptions options = state.spec().options();
    long run = random.nextLong() & Long.MAX_VALUE;
    List<ByteRange> missing =
        state.ranges() ? state.missing() : List.of(new ByteRange(0, Long.MAX_VALUE));
    LaneBoard board =
        new LaneBoard(
            state.wantedBytes(),
            state.ranges(),
            PartQueue.of(missing),
            new PartSizing(options.partSizeBytes(), options.thresholdBytes()),
            new TailPolicy(Math.max(0, state.wantedBytes()), options.limitBytesPerSecond()));
    LaneTuner tuner = options.lanes() == 0 ? LaneTuner.auto() : LaneTuner.fixed(options.lanes());
    return new FetchSession(
        run,
        state.spec().source().locator(),
        state.ranges(),
        new ShardedLink(state, run),
        board,
        tuner,
        new LaneFailures(tuner, new RetryPolicy(options.retries()), random, statistics),
        statistics);
  }

  private final class ShardedLink implements LaneLink {
    private final DownloadState state;
    private final long run;

    ShardedLink(DownloadState state, long run) {
      this.state = state;
      this.run = run;
    }

    @Override
    public void begin(int lane) {
      tell(lane, new PartFetcher.Begin(job(lane), reports, flushes));
    }

    @Override
    public void stop(int lane) {
      tell(lane, new PartFetcher.Stop(run));
    }

    @Override
    public void send(LaneOrder order) {
      if (order instanceof LaneOrder.Fetch fetch) {
        tell(
            fetch.lane(),
            new PartFetcher.Fetch(run, fetch.assignment(), fetch.start(), fetch.end()));
      } else if (order instanceof LaneOrder.Hedge hedge) {
        tell(
            hedge.lane(),
            new PartFetcher.Hedge(run, hedge.assignment(), hedge.start(), hedge.end()));
      } else if (order instanceof LaneOrder.Commit commit) {
        tell(commit.lane(), new PartFetcher.Commit(run, commit.assignment(), commit.from()));
      } else if (order instanceof LaneOrder.Shrink shrink) {
        tell(shrink.lane(), new PartFetcher.Shrink(run, shrink.assignment(), shrink.newEnd()));
      } else if (order instanceof LaneOrder.Abort abort) {
        tell(abort.lane(), new PartFetcher.Abort(run, abort.assignment()));
      } else if (order instanceof LaneOrder.Settle settle) {
        tell(settle.lane(), new PartFetcher.Settle(run));
      }
    }

    private void tell(int lane, PartFetcher.Command command) {
      sharding.entityRefFor(PartFetcher.TYPE, LaneJob.entityId(downloadId, lane)).tell(command);
    }

    private Recording recording(DownloadOptions options) {
      int lanes = options.lanes() == 0 ? LaneTuner.FIRST_LANES : options.lanes();
      boolean flush = options.durability() == DownloadOptions.Durability.FLUSH;
      return Recording.of(flush, state.wantedBytes(), lanes);
    }

    private LaneJob job(int lane) {
      DownloadOptions options = state.spec().options();
      return new LaneJob(
          downloadId,
          run,
          lane,
          state.spec().source(),
          state.identity(),
          state.ranges(),
          state.spec().destination(),
          state.temporaryName(),
          state.wantedStart(),
          recording(options),
          options.limitBytesPerSecond(),
          options.stallTimeout());
    }
  }
}
