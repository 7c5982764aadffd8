package io.tributary.storage.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A body of the length that its head announced. */
final class SizedBody extends Body {
  private long remaining;

  SizedBody(Input input, long lengthBytes) {
    super(input);
    this.remaining = lengthBytes;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (remaining == 0) {
      return -1;
    }
    int limit = into.limit();
    into.limit((int) Math.min(limit, into.position() + remaining));
    try {
      int count = input.read(into);
      if (count < 0) {
        throw new EOFException("the connection ended within a body");
      }
      remaining -= count;
      return count;
    } finally {
      into.limit(limit);
    }
  }

  @Override
  public boolean ended() {
    return remaining == 0;
  }

  @Override
  public boolean complete() {
    return remaining <= input.available();
  }
}
