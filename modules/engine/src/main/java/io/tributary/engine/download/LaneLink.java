package io.tributary.engine.download;

/** The way from a coordinator to its lanes. */
interface LaneLink {
  void begin(int lane);

  void send(LaneOrder order);

  void stop(int lane);
}
