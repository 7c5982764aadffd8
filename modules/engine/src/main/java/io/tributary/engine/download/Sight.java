package io.tributary.engine.download;

import io.tributary.core.ledger.Segment;
import io.tributary.core.plan.PartQueue;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.placement.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Puts together what those see who look at a download. */
final class Sight {
  private static final int MOST_RANGES = 512;

  private final Function<NodeId, String> names;

  Sight(Function<NodeId, String> names) {
    this.names = names;
  }

  DownloadStatus of(
      DownloadState state, DownloadRun run, String coordinator, FetchSession sessionOrNull) {
    DownloadSpec spec = state.specOrNull();
    return new DownloadStatus(
        state.status() == DownloadState.Status.COMPLETED && run.idle()
            ? DownloadProgress.Phase.DONE
            : run.watchers.phase(),
        !run.idle(),
        spec == null ? "" : spec.source().locator(),
        spec == null ? "" : spec.destination(),
        spec == null ? "" : spec.home(),
        coordinator,
        state.wantedBytes(),
        state.ledger().coveredBytes(),
        sessionOrNull == null ? 0 : sessionOrNull.bytesPerSecond(),
        written(state),
        sessionOrNull == null ? List.of() : nodes(sessionOrNull.lanes(), sessionOrNull.fetched()),
        sessionOrNull == null
            ? List.of()
            : sessionOrNull.lanes().stream().map(this::lane).toList());
  }

  private static List<ByteRange> written(DownloadState state) {
    List<ByteRange> ranges = state.ledger().segments().stream().map(Segment::range).toList();
    return Fetched.coarser(PartQueue.of(ranges).ranges(), MOST_RANGES);
  }

  private List<DownloadStatus.NodeShare> nodes(
      Collection<Lane> lanes, Map<NodeId, Fetched> fetched) {
    Set<NodeId> nodes = new TreeSet<>(fetched.keySet());
    lanes.forEach(lane -> nodes.add(lane.node));
    List<DownloadStatus.NodeShare> shares = new ArrayList<>();
    for (NodeId node : nodes) {
      List<Lane> there = lanes.stream().filter(lane -> lane.node.equals(node)).toList();
      shares.add(share(node, there, fetched.getOrDefault(node, new Fetched())));
    }
    return shares;
  }

  private DownloadStatus.NodeShare share(NodeId node, List<Lane> lanes, Fetched fetched) {
    List<Lane> working = lanes.stream().filter(Sight::hasRange).toList();
    return new DownloadStatus.NodeShare(
        names.apply(node),
        lanes.size(),
        fetched.bytes(),
        working.stream().mapToDouble(Lane::bytesPerSecond).sum(),
        fetched.ranges(),
        working.stream()
            .map(lane -> new ByteRange(lane.work.start, lane.work.end))
            .sorted()
            .toList());
  }

  private static boolean hasRange(Lane lane) {
    return lane.work != null && lane.work.start < lane.work.end;
  }

  private DownloadStatus.LaneWork lane(Lane lane) {
    String node = names.apply(lane.node);
    Work work = lane.work;
    return work == null
        ? new DownloadStatus.LaneWork(lane.number, node, 0, 0, 0, 0)
        : new DownloadStatus.LaneWork(
            lane.number, node, work.start, work.position, work.end, lane.bytesPerSecond());
  }
}
