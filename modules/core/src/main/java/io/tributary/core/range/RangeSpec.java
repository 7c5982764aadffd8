package io.tributary.core.range;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range as a user writes it: {@code 0-999}, {@code 500-}, {@code -500}. */
public sealed interface RangeSpec {

  /** First and last byte, both included. */
  record FromTo(long first, long last) implements RangeSpec {
    public FromTo {
      if (first < 0 || last < first) {
        throw new IllegalArgumentException("not a range: " + first + "-" + last);
      }
    }

    @Override
    public String toString() {
      return first + "-" + last;
    }
  }

  /** From this byte to the end. */
  record From(long first) implements RangeSpec {
    public From {
      if (first < 0) {
        throw new IllegalArgumentException("not a range: " + first + "-");
      }
    }

    @Override
    public String toString() {
      return first + "-";
    }
  }

  /** This many bytes at the end. */
  record Last(long lengthBytes) implements RangeSpec {
    public Last {
      if (lengthBytes < 1) {
        throw new IllegalArgumentException("not a range: the last " + lengthBytes + " bytes");
      }
    }

    @Override
    public String toString() {
      return "-" + lengthBytes;
    }
  }

  /**
   * @throws IllegalArgumentException that names the input, and examples
   */
  static RangeSpec parse(String text) {
    Matcher matcher = Pattern.compile("([0-9]{0,19})-([0-9]{0,19})").matcher(text.strip());
    if (matcher.matches()) {
      try {
        return of(matcher.group(1), matcher.group(2));
      } catch (IllegalArgumentException e) {
        throw malformed(text, e);
      }
    }
    throw malformed(text, null);
  }

  /**
   * The bytes that are meant, of an object of this size: an end beyond the object's is clipped, and
   * a suffix longer than the object is the whole (RFC 9110, 14.1.2).
   *
   * @throws IllegalArgumentException when the range starts beyond the end, or the object is empty
   */
  default ByteRange resolve(long sizeBytes) {
    long first = firstOf(sizeBytes);
    if (first >= sizeBytes) {
      throw new IllegalArgumentException(
          "range " + this + " starts beyond the end: the object has " + sizeBytes + " bytes");
    }
    return new ByteRange(first, endOf(sizeBytes));
  }

  private long firstOf(long sizeBytes) {
    if (this instanceof FromTo fromTo) {
      return fromTo.first();
    }
    return this instanceof From from
        ? from.first()
        : Math.max(0, sizeBytes - ((Last) this).lengthBytes());
  }

  private long endOf(long sizeBytes) {
    return this instanceof FromTo fromTo && fromTo.last() < sizeBytes
        ? fromTo.last() + 1
        : sizeBytes;
  }

  private static RangeSpec of(String first, String last) {
    if (first.isEmpty()) {
      return new Last(Long.parseLong(last));
    }
    return last.isEmpty()
        ? new From(Long.parseLong(first))
        : new FromTo(Long.parseLong(first), Long.parseLong(last));
  }

  private static IllegalArgumentException malformed(String text, Exception cause) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is not a range; examples: 0-999 (both included), 500- (from there to the end),"
            + " -500 (the last 500)",
        cause);
  }
}
