package io.tributary.storage.wire;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A body up to the end of its connection. */
final class OpenBody extends Body {
  private boolean ended;

  OpenBody(Input input) {
    super(input);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int count = ended ? -1 : input.read(into);
    ended = count < 0;
    return count;
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public boolean complete() {
    return ended;
  }

  @Override
  public boolean endsWithConnection() {
    return true;
  }
}
