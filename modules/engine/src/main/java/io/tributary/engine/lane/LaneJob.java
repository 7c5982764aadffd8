package io.tributary.engine.lane;

import io.tributary.core.identity.Identity;
import io.tributary.engine.destination.Recording;
import io.tributary.engine.governor.Claim;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.placement.NodeShards;
import io.tributary.engine.source.SourceReference;
import java.time.Duration;

/**
 * What a lane must know to fetch ranges of one download.
 *
 * @param run tells the lanes and reports of this run from those of an earlier one
 * @param node where the lane is
 * @param ranges false when the object comes in one stream from its start
 * @param destination the final path; the temporary file lies beside it
 * @param home the name of the node on whose disk that is; empty for the lane's own
 * @param origin offset in the object of the file's first byte
 * @param limitBytesPerSecond of the whole download; 0 for none
 * @param claim what it may use, and with whom it shares that; earlier versions read the limit only
 */
public record LaneJob(
    String downloadId,
    long run,
    int lane,
    NodeId node,
    SourceReference source,
    Identity identity,
    boolean ranges,
    String destination,
    String home,
    String temporaryName,
    long origin,
    Recording recording,
    long limitBytesPerSecond,
    Duration stallTimeout,
    Claim claim) {

  public LaneJob {
    claim = claim == null ? Claim.of(downloadId, limitBytesPerSecond) : claim;
  }

  /** The sharding entity id of this lane. */
  public String entityId() {
    return entityId(node, downloadId, lane);
  }

  public static String entityId(NodeId node, String downloadId, int lane) {
    return NodeShards.entityId(node, downloadId + "-" + lane);
  }
}
