package io.tributary.testkit.network;

/**
 * How fast a host's link is, each way: in bits per second of Ethernet frames, 1 Mbit/s to 40
 * Gbit/s. Frames of full size carry 1448 bytes of TCP's payload in 1514, so 100 Mbit/s are about
 * 11.95 MB/s of payload.
 *
 * @param bitsPerSecond to and from the hub
 * @param betweenHostsBitsPerSecond to and from all other hosts together. When it is the same
 *     number, all traffic shares one link; else the host has two, one for each kind
 */
public record Link(long bitsPerSecond, long betweenHostsBitsPerSecond) {
  private static final long LEAST = 1_000_000;
  private static final long MOST = 40_000_000_000L;

  public Link {
    require(bitsPerSecond);
    require(betweenHostsBitsPerSecond);
  }

  private static void require(long bitsPerSecond) {
    if (bitsPerSecond < LEAST || bitsPerSecond > MOST) {
      throw new IllegalArgumentException(
          "a link has " + LEAST + " to " + MOST + " bit/s, not " + bitsPerSecond);
    }
  }

  /** One link for all traffic. */
  public static Link of(long bitsPerSecond) {
    return new Link(bitsPerSecond, bitsPerSecond);
  }

  /** The same to the hub, and another one to the other hosts. */
  public Link betweenHosts(long otherBitsPerSecond) {
    return new Link(bitsPerSecond, otherBitsPerSecond);
  }

  boolean shared() {
    return bitsPerSecond == betweenHostsBitsPerSecond;
  }
}
