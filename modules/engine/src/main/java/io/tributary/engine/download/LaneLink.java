package io.tributary.engine.download;

import io.tributary.engine.placement.NodeId;

/** The way from a coordinator to its lanes, each on its node. */
interface LaneLink {
  void begin(NodeId node, int lane);

  void send(NodeId node, LaneOrder order);

  /** Ends a lane; it answers with {@code Stopped}, if it is there. */
  void stop(NodeId node, int lane);

  /** Nothing more is said, and nothing more heard. */
  void close();
}
