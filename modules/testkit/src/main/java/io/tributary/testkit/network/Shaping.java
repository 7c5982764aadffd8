package io.tributary.testkit.network;

/** Makes a device send no faster than a link, by {@code tc}. */
final class Shaping {
  /** Less would cut the large segments that virtual devices pass on whole, at the cost of CPU. */
  private static final long LEAST_BURST_BYTES = 128 << 10;

  private static final int BURSTS_PER_SECOND = 400;

  /** What waits longer is dropped, as a switch with little memory does. */
  private static final int QUEUE_MILLIS = 50;

  private final Namespace namespace;
  private final String device;

  Shaping(Namespace namespace, String device) {
    this.namespace = namespace;
    this.device = device;
  }

  /**
   * @param side {@code src} where frames come from the hub, {@code dst} where they go to it
   */
  void apply(Link link, String side, String hubAddress) {
    if (link.shared()) {
      tokenBucket(link.bitsPerSecond());
    } else {
      twoClasses(link, side, hubAddress);
    }
  }

  private void tokenBucket(long bitsPerSecond) {
    tc(
        "qdisc add dev DEVICE root tbf rate %dbit burst %d latency %dms"
            .formatted(bitsPerSecond, burstBytes(bitsPerSecond), QUEUE_MILLIS));
  }

  private void twoClasses(Link link, String side, String hubAddress) {
    tc("qdisc add dev DEVICE root handle 1: htb default 2");
    addClass(1, link.bitsPerSecond());
    addClass(2, link.betweenHostsBitsPerSecond());
    tc(
        "filter add dev DEVICE parent 1: protocol ip u32 match ip %s %s/32 flowid 1:1"
            .formatted(side, hubAddress));
  }

  private void addClass(int number, long bitsPerSecond) {
    long burst = burstBytes(bitsPerSecond);
    tc(
        "class add dev DEVICE parent 1: classid 1:%1$d htb rate %2$dbit burst %3$d cburst %3$d quantum 65536"
            .formatted(number, bitsPerSecond, burst));
    tc(
        "qdisc add dev DEVICE parent 1:%d bfifo limit %d"
            .formatted(number, bitsPerSecond / 8 * QUEUE_MILLIS / 1000 + burst));
  }

  private static long burstBytes(long bitsPerSecond) {
    return Math.max(LEAST_BURST_BYTES, bitsPerSecond / 8 / BURSTS_PER_SECOND);
  }

  private void tc(String arguments) {
    namespace.tc(arguments.replace("DEVICE", device).split(" ", -1));
  }
}
