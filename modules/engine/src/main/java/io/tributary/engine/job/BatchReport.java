package io.tributary.engine.job;

import io.tributary.core.failure.Failure;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.receipt.ReceiptLine;
import io.tributary.engine.serialization.TributarySerializable;
import java.util.List;

/**
 * What the nodes that work on a job tell it. What they call a batch is a {@link Slice} of one, by
 * its own number within the run.
 */
sealed interface BatchReport extends TributarySerializable {

  /** The run of the job that the report belongs to; reports of earlier runs are ignored. */
  long run();

  NodeId node();

  /**
   * The node is at work; said about twice a second.
   *
   * @param working batches that it has in hand
   * @param bytesReceived payload since it began
   * @param beatNanos the node's own time, to be answered with {@link BatchWorker.Alive}; 0 from
   *     earlier versions
   * @param hungry whether it could have more requests under way, and has nothing to begin; never
   *     from earlier versions
   */
  record Beat(
      long run, NodeId node, List<Long> working, long bytesReceived, long beatNanos, boolean hungry)
      implements BatchReport {}

  /**
   * What became of some objects of a batch.
   *
   * @param take as it was ordered: what an earlier one came to counts for nothing
   * @param first index in the batch of the first of them
   */
  record Brought(long run, NodeId node, long batch, int take, int first, List<ReceiptLine> lines)
      implements BatchReport {}

  /** The node cannot work on this job at all, for example because it does not see the root. */
  record Unfit(long run, NodeId node, Failure failure) implements BatchReport {}
}
