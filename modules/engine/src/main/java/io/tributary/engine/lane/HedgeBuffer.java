package io.tributary.engine.lane;

import java.nio.ByteBuffer;

/**
 * Holds a hedged range in memory until it is known which bytes of it are still wanted: two lanes
 * never write the same bytes of the file.
 */
final class HedgeBuffer implements Landing {
  private final long start;
  private final ByteBuffer bytes;

  HedgeBuffer(long start, int lengthBytes) {
    this.start = start;
    this.bytes = ByteBuffer.allocate(lengthBytes);
  }

  @Override
  public void take(ByteBuffer arrived) {
    int count = Math.min(arrived.remaining(), bytes.remaining());
    bytes.put(arrived.duplicate().limit(arrived.position() + count));
  }

  @Override
  public boolean full() {
    return !bytes.hasRemaining();
  }

  /** Nothing of it is in the file before it is committed. */
  @Override
  public void reportWhenDue(long nowNanos) {}

  @Override
  public void end() {}

  /** The bytes from this offset of the object to the range's end. */
  ByteBuffer from(long position) {
    int offset = Math.toIntExact(position - start);
    return bytes.duplicate().position(offset).limit(bytes.capacity()).slice();
  }
}
