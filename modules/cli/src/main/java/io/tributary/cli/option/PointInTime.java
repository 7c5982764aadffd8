package io.tributary.cli.option;

import io.tributary.core.quantity.DurationText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How long ago, {@code 7d}; the start of a day in UTC, {@code 2026-11-01}; or a time of a day. */
final class PointInTime implements ITypeConverter<PointInTime.Given> {

  /**
   * @param age as it was given; empty for a time that is the same tomorrow
   */
  record Given(Instant at, String age) {}

  @Override
  public Given convert(String text) {
    try {
      if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
        return new Given(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant(), "");
      }
      return text.indexOf('T') > 0
          ? new Given(OffsetDateTime.parse(text).toInstant(), "")
          : new Given(Instant.now().minus(DurationText.parse(text)), text);
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is no time; examples: 7d, 12h, 2026-11-01, 2026-11-01T08:00:00Z,"
              + " 2026-11-01T08:00:00+01:00");
    }
  }
}
