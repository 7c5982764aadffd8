package io.tributary.engine.governor;

/**
 * What refuses requests as one: a bucket as an account sees it, or a host. Guarded by its turns.
 */
final class Bucket {
  final String name;
  final ThrottleWindow window = new ThrottleWindow();
  int underWay;
  long usedNanos;

  Bucket(String name) {
    this.name = name;
  }

  boolean open(long nowNanos) {
    window.relax(nowNanos);
    return underWay < window.most() && !window.paused(nowNanos);
  }

  boolean hasOneLeft() {
    return underWay + 1 >= window.most();
  }
}
