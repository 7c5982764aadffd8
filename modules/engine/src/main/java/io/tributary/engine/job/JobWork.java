package io.tributary.engine.job;

import io.tributary.engine.placement.NodeId;
import io.tributary.engine.placement.NodeShards;

/**
 * What a node must know to work on a job.
 *
 * @param run of the job; a number that no other run has
 * @param seed of the names of temporary files
 * @param epoch how often the job was begun; earlier ones may have left temporary files
 * @param marker name of a file in the root: where it is not, there is another disk
 */
record JobWork(
    String jobId, long run, NodeId node, JobSpec spec, String seed, int epoch, String marker) {

  String entityId() {
    return NodeShards.entityId(node, jobId);
  }
}
