package io.tributary.engine.download;

import io.tributary.core.range.ByteRange;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.serialization.TributarySerializable;
import java.util.List;

/**
 * A close look at a download: who does what, where. Nodes have their names, or {@code
 * host:port#uid} when they published none. Lists of ranges are in order, and bounded: what is finer
 * is shown coarser.
 *
 * @param phase what is going on, or was at the end of the latest run
 * @param running whether a request is being worked on now
 * @param home the node whose disk the file is on; empty for the node that was asked
 * @param coordinator the node that answers
 * @param sizeBytes of the finished file; -1 while unknown
 * @param writtenBytes recorded as written
 * @param written recorded ranges of the object
 * @param nodes those that took part in this run
 */
public record DownloadStatus(
    DownloadProgress.Phase phase,
    boolean running,
    String source,
    String destination,
    String home,
    String coordinator,
    long sizeBytes,
    long writtenBytes,
    double bytesPerSecond,
    List<ByteRange> written,
    List<NodeShare> nodes,
    List<LaneWork> lanes)
    implements TributarySerializable {

  public DownloadStatus {
    written = List.copyOf(written);
    nodes = List.copyOf(nodes);
    lanes = List.copyOf(lanes);
  }

  /**
   * @param writtenBytes written by its lanes in this run, recorded or about to be
   * @param written the same as ranges of the object
   * @param inFlight ranges that its lanes have in hand
   */
  public record NodeShare(
      String node,
      int lanes,
      long writtenBytes,
      double bytesPerSecond,
      List<ByteRange> written,
      List<ByteRange> inFlight) {
    public NodeShare {
      written = List.copyOf(written);
      inFlight = List.copyOf(inFlight);
    }
  }

  /**
   * @param start of its range; equal to {@code end} when it has none
   * @param position received so far of it
   */
  public record LaneWork(
      int lane, String node, long start, long position, long end, double bytesPerSecond) {}
}
