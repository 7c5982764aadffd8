package io.tributary.engine.job;

import io.tributary.engine.api.JobProgress;
import io.tributary.engine.api.JobResult.ObjectFailure;
import io.tributary.engine.serialization.TributarySerializable;
import java.util.List;

/**
 * What goes on in a job at a moment, as its coordinator sees it. As bounded as what it shows.
 *
 * @param coordinator the name of the node that decides about it; empty while it does not run
 * @param running whether anything goes on
 * @param nodes those that bring small objects
 * @param failures some of the objects that failed
 */
public record JobStatus(
    String coordinator,
    boolean running,
    JobProgress progress,
    List<NodeShare> nodes,
    List<ObjectFailure> failures)
    implements TributarySerializable {

  /**
   * What a node has in hand.
   *
   * @param node its name
   * @param batches numbers of those that it was given and has not brought
   * @param objects in these batches
   * @param bytesReceived in this run
   */
  public record NodeShare(String node, List<Long> batches, long objects, long bytesReceived) {
    public NodeShare {
      batches = List.copyOf(batches);
    }
  }

  public JobStatus {
    nodes = List.copyOf(nodes);
    failures = List.copyOf(failures);
  }

  static JobStatus idle(JobState state) {
    JobProgress progress = new JobProgress(false, state.counts(), 0, 0, "");
    return new JobStatus("", false, progress, List.of(), state.failures());
  }
}
