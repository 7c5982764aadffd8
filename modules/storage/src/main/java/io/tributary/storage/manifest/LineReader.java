package io.tributary.storage.manifest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Takes lines from some bytes; a line that has no end yet is left. */
final class LineReader {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final byte[] bytes;
  private final int start;
  private final int limit;
  private final boolean last;
  private int at;
  private long number;

  /**
   * @param last whether what is behind the last line break is a line, too
   * @param number of lines before
   */
  LineReader(ByteBuffer bytes, boolean last, long number) {
    this.bytes = bytes.array();
    this.start = bytes.arrayOffset() + bytes.position();
    this.limit = start + bytes.remaining();
    this.at = start;
    this.last = last;
    this.number = number;
  }

  /** Bytes of the lines so far. */
  int read() {
    return at - start;
  }

  /** Of the line that was read last, from 1 on. */
  long number() {
    return number;
  }

  /**
   * @throws IllegalArgumentException when the next line is not UTF-8
   */
  Optional<String> next() {
    int end = at;
    while (end < limit && bytes[end] != '\n') {
      end++;
    }
    boolean ended = end < limit;
    if (!ended && (!last || at == limit)) {
      return Optional.empty();
    }
    int from = number == 0 && startsWithMark() ? at + BYTE_ORDER_MARK.length : at;
    number++;
    at = ended ? end + 1 : end;
    return Optional.of(text(from, end > from && bytes[end - 1] == '\r' ? end - 1 : end));
  }

  private boolean startsWithMark() {
    int end = Math.min(limit, at + BYTE_ORDER_MARK.length);
    return Arrays.equals(bytes, at, end, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
  }

  private String text(int from, int end) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, end - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("it is not UTF-8", e);
    }
  }
}
