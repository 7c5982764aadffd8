package io.tributary.testkit.http;

import io.tributary.core.range.ByteRange;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One range of a Range header (RFC 9110, 14.1.2).
 *
 * @param first -1 for a suffix range
 * @param last last byte included, -1 for "to the end"; of a suffix range, its length
 */
public record RangeHeader(long first, long last) {
  private static final Pattern SINGLE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

  /** Empty when malformed or more than one range: such a header is ignored. */
  public static Optional<RangeHeader> parse(String text) {
    Matcher matcher = SINGLE.matcher(text);
    if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
      return Optional.empty();
    }
    RangeHeader range = new RangeHeader(number(matcher.group(1)), number(matcher.group(2)));
    boolean backwards = range.first >= 0 && range.last >= 0 && range.last < range.first;
    return backwards ? Optional.empty() : Optional.of(range);
  }

  private static long number(String digits) {
    return digits.isEmpty() ? -1 : Long.parseLong(digits);
  }

  /** The bytes of an object of that size; empty when unsatisfiable. */
  public Optional<ByteRange> within(long sizeBytes) {
    if (first < 0) {
      long length = Math.min(last, sizeBytes);
      return length <= 0
          ? Optional.empty()
          : Optional.of(new ByteRange(sizeBytes - length, sizeBytes));
    }
    if (first >= sizeBytes) {
      return Optional.empty();
    }
    long end = last < 0 ? sizeBytes : Math.min(sizeBytes, last + 1);
    return Optional.of(new ByteRange(first, end));
  }

  /** True when the range names bytes that an object of that size does not have. */
  public boolean exceeds(long sizeBytes) {
    return first < 0 ? last > sizeBytes || last == 0 : first >= sizeBytes || last >= sizeBytes;
  }

  /** True when the range may hold this byte of the object; a suffix range may. */
  public boolean mayCover(long offset) {
    return first < 0 || (first <= offset && (last < 0 || offset <= last));
  }
}
