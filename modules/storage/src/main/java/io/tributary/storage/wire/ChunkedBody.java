package io.tributary.storage.wire;

import io.tributary.storage.wire.MalformedAnswerException.Flaw;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A body in chunks (RFC 9112, 7.1); extensions and trailers are read over. */
final class ChunkedBody extends Body {
  private static final int MOST_LINE_BYTES = 4 << 10;
  private static final int MOST_TRAILERS = 256;

  /** With so much here, the next chunk's size is as a rule among it: nothing is waited for. */
  private static final int LINE_BYTES = 64;

  private long remaining;
  private boolean first = true;
  private boolean ended;

  ChunkedBody(Input input) {
    super(input);
    input.widen();
  }

  /** Chunks that are here already come together: each alone would cost as much as a large one. */
  @Override
  public int read(ByteBuffer into) throws IOException {
    int before = into.position();
    int count = readOne(into);
    while (count > 0 && into.hasRemaining() && input.available() >= LINE_BYTES) {
      count = readOne(into);
    }
    int all = into.position() - before;
    return all == 0 ? count : all;
  }

  private int readOne(ByteBuffer into) throws IOException {
    if (remaining == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int limit = into.limit();
    into.limit((int) Math.min(limit, into.position() + remaining));
    try {
      int count = input.read(into);
      if (count < 0) {
        throw cut();
      }
      remaining -= count;
      return count;
    } finally {
      into.limit(limit);
    }
  }

  private void nextChunk() throws IOException {
    if (!first && !line().isEmpty()) {
      throw new MalformedAnswerException(Flaw.SYNTAX);
    }
    first = false;
    String size = line().split(";", 2)[0].strip();
    if (!size.matches("[0-9A-Fa-f]{1,15}")) {
      throw new MalformedAnswerException(Flaw.SYNTAX);
    }
    remaining = Long.parseLong(size, 16);
    if (remaining == 0) {
      skipTrailers();
      ended = true;
    }
  }

  private void skipTrailers() throws IOException {
    for (int trailers = 0; !line().isEmpty(); trailers++) {
      if (trailers == MOST_TRAILERS) {
        throw new MalformedAnswerException(Flaw.BEYOND_LIMITS);
      }
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int each = input.next(); each != '\n'; each = input.next()) {
      if (each < 0) {
        throw cut();
      }
      if (line.length() == MOST_LINE_BYTES) {
        throw new MalformedAnswerException(Flaw.BEYOND_LIMITS);
      }
      line.append((char) each);
    }
    int end = line.length() - 1;
    return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
  }

  private static EOFException cut() {
    return new EOFException("the connection ended within a chunked body");
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public boolean complete() {
    return ended;
  }
}
