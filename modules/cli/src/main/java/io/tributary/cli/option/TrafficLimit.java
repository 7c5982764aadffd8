package io.tributary.cli.option;

import static io.tributary.storage.SourceOptions.MAX_TRAFFIC_LIMIT_BITS;
import static io.tributary.storage.SourceOptions.MIN_TRAFFIC_LIMIT_BITS;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Bit/s, as the service's header has it: a number without a unit. */
final class TrafficLimit implements ITypeConverter<Long> {
  @Override
  public Long convert(String text) {
    long bits = text.matches("[0-9]{1,12}") ? Long.parseLong(text) : 0;
    if (bits < MIN_TRAFFIC_LIMIT_BITS || bits > MAX_TRAFFIC_LIMIT_BITS) {
      throw new TypeConversionException(
          "'%s' is not a number from %d to %d"
              .formatted(text, MIN_TRAFFIC_LIMIT_BITS, MAX_TRAFFIC_LIMIT_BITS));
    }
    return bits;
  }
}
