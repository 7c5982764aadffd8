package io.tributary.storage.wire;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What comes over a wire: byte by byte for heads, in bulk and without a copy for bodies. */
public final class Input {
  private static final int HEAD_BYTES = 16 << 10;
  private static final int WIDE_BYTES = 64 << 10;

  private final Wire wire;
  private ByteBuffer ahead = ByteBuffer.allocate(HEAD_BYTES).flip();

  public Input(Wire wire) {
    this.wire = wire;
  }

  /** For bodies in pieces so small that most of them come through here. */
  void widen() {
    if (ahead.capacity() < WIDE_BYTES) {
      ahead = ByteBuffer.allocate(WIDE_BYTES).put(ahead).flip();
    }
  }

  /** The next byte, 0 to 255, or -1 at the end. */
  int next() throws IOException {
    if (!ahead.hasRemaining()) {
      ahead.clear();
      int count;
      try {
        count = wire.read(ahead);
      } finally {
        ahead.flip();
      }
      if (count < 0) {
        return -1;
      }
    }
    return ahead.get() & 0xFF;
  }

  int read(ByteBuffer into) throws IOException {
    if (!ahead.hasRemaining()) {
      return wire.read(into);
    }
    int count = Math.min(ahead.remaining(), into.remaining());
    into.put(into.position(), ahead, ahead.position(), count);
    into.position(into.position() + count);
    ahead.position(ahead.position() + count);
    return count;
  }

  /** Bytes that are here already. */
  int available() {
    return ahead.remaining();
  }

  /** False when there is something to read, or the peer has left: not what an idle wire is. */
  public boolean quiet() throws IOException {
    return !ahead.hasRemaining() && wire.poll(ByteBuffer.allocate(1)) == 0;
  }
}
