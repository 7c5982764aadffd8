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
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.placement.Placement;
import java.util.List;
import java.util.random.RandomGenerator;

/** Reaches the lanes of one download through sharding, wherever they are. */
final class Lanes {
  private final ClusterSharding sharding;
  private final ActorContext<DownloadCoordinator.Command> context;
  private final Placement placement;
  private final ActorRef<FlushReport> flushes;
  private final String downloadId;

  Lanes(ActorContext<DownloadCoordinator.Command> context, String downloadId) {
    this.context = context;
    this.sharding = ClusterSharding.get(context.getSystem());
    this.placement = Placement.get(context.getSystem());
    this.flushes = context.messageAdapter(FlushReport.class, DownloadCoordinator.Flush::new);
    this.downloadId = downloadId;
  }

  Surroundings surroundings(DownloadState state) {
    return new Surroundings(placement.fetchers(), state.ledger()::missing);
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
    LaneLeases leases = new LaneLeases(NodeResources.get(context.getSystem()).sharesJournal());
    LaneLink link = new ShardedLink(state, run, leases);
    LaneSpread spread = new LaneSpread(random.nextInt());
    return new FetchSession(
        run,
        state.spec().source().locator(),
        state.ranges(),
        board,
        new LaneCrew(link, board, leases, spread, statistics),
        tuner,
        new LaneFailures(tuner, new RetryPolicy(options.retries()), random, statistics),
        statistics);
  }

  private final class ShardedLink implements LaneLink {
    private final DownloadState state;
    private final long run;
    private final LaneLeases leases;
    private final ActorRef<LaneReport> pulse;

    ShardedLink(DownloadState state, long run, LaneLeases leases) {
      this.state = state;
      this.run = run;
      this.leases = leases;
      this.pulse =
          context.spawnAnonymous(
              LanePulse.create(run, leases, System::nanoTime, this::alive, context.getSelf()));
    }

    @Override
    public void begin(NodeId node, int lane) {
      tell(node, lane, new PartFetcher.Begin(job(node, lane), pulse, flushes));
    }

    @Override
    public void stop(NodeId node, int lane) {
      tell(node, lane, new PartFetcher.Stop(run));
    }

    /** Any thread. */
    private void alive(NodeId node, int lane, long beatNanos) {
      tell(node, lane, new PartFetcher.Alive(run, beatNanos));
    }

    @Override
    public void close() {
      context.stop(pulse);
    }

    @Override
    public void send(NodeId node, LaneOrder order) {
      if (order instanceof LaneOrder.Fetch || order instanceof LaneOrder.Hedge) {
        // Before the order, on the same way: a lane without a lease would not take it.
        leases
            .latestBeatNanos(order.lane())
            .ifPresent(beatNanos -> alive(node, order.lane(), beatNanos));
      }
      tell(node, order.lane(), command(order));
    }

    private PartFetcher.Command command(LaneOrder order) {
      if (order instanceof LaneOrder.Fetch fetch) {
        return new PartFetcher.Fetch(run, fetch.assignment(), fetch.start(), fetch.end());
      } else if (order instanceof LaneOrder.Hedge hedge) {
        return new PartFetcher.Hedge(run, hedge.assignment(), hedge.start(), hedge.end());
      } else if (order instanceof LaneOrder.Commit commit) {
        return new PartFetcher.Commit(run, commit.assignment(), commit.from());
      } else if (order instanceof LaneOrder.Shrink shrink) {
        return new PartFetcher.Shrink(run, shrink.assignment(), shrink.newEnd());
      } else if (order instanceof LaneOrder.Abort abort) {
        return new PartFetcher.Abort(run, abort.assignment());
      }
      return new PartFetcher.Settle(run);
    }

    private void tell(NodeId node, int lane, PartFetcher.Command command) {
      sharding
          .entityRefFor(PartFetcher.TYPE, LaneJob.entityId(node, downloadId, lane))
          .tell(command);
    }

    private Recording recording(DownloadOptions options) {
      int lanes = options.lanes() == 0 ? LaneTuner.FIRST_LANES : options.lanes();
      boolean flush = options.durability() == DownloadOptions.Durability.FLUSH;
      return Recording.of(flush, state.wantedBytes(), lanes);
    }

    private LaneJob job(NodeId node, int lane) {
      DownloadOptions options = state.spec().options();
      return new LaneJob(
          downloadId,
          run,
          lane,
          node,
          state.spec().source(),
          state.identity(),
          state.ranges(),
          state.spec().destination(),
          state.spec().home(),
          state.temporaryName(),
          state.wantedStart(),
          recording(options),
          options.limitBytesPerSecond(),
          options.stallTimeout(),
          state.spec().claim(downloadId));
    }
  }
}
