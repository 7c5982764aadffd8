package io.tributary.benchmarks.cluster;

import java.util.List;

/**
 * What one download through a cluster came to.
 *
 * @param linksBytesPerSecond payload that the links of all nodes can carry together
 * @param submitSeconds from the call that submitted it until it was seen to be completed
 * @param beginSeconds of that, until its first request was at the origin
 * @param endSeconds of that, since the origin was done with the last one
 * @param nodeBytes what each node was sent by the origin
 * @param nodesCpuSeconds of all nodes, over the submitSeconds
 * @param busySeconds of the machine's cores, over the submitSeconds
 */
record ClusterFigures(
    ClusterCase kind,
    double linksBytesPerSecond,
    long sizeBytes,
    double submitSeconds,
    double beginSeconds,
    double endSeconds,
    List<Long> nodeBytes,
    double nodesCpuSeconds,
    double busySeconds) {

  int nodes() {
    return nodeBytes.size();
  }

  double bytesPerSecond() {
    return sizeBytes / submitSeconds;
  }

  /** Of what the links can carry. */
  double share() {
    return bytesPerSecond() / linksBytesPerSecond;
  }

  /** The same while bytes were under way, with neither the beginning nor the end. */
  double transferShare() {
    return sizeBytes / (submitSeconds - beginSeconds - endSeconds) / linksBytesPerSecond;
  }

  /** What the origin sent beyond the object. */
  long twiceBytes() {
    return nodeBytes.stream().mapToLong(Long::longValue).sum() - sizeBytes;
  }
}
