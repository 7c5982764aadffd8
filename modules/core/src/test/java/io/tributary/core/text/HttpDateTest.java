package io.tributary.core.text;

import static org.junit.Assert.assertEquals;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class HttpDateTest extends JUnitSuite {

  @Test
  public void theExampleOfTheStandardIsRead() {
    assertEquals(
        Optional.of(Instant.parse("1994-11-06T08:49:37Z")),
        HttpDate.parse("Sun, 06 Nov 1994 08:49:37 GMT"));
  }

  @Test
  public void anyDateIsReadAsTheFormatterOfJavaReadsIt() {
    Random random = new Random(7);
    for (int i = 0; i < 5000; i++) {
      Instant instant = Instant.ofEpochSecond(random.nextLong(0, 200_000_000_000L));
      String text =
          DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
              .format(instant.atOffset(ZoneOffset.UTC));
      assertEquals(text, Optional.of(instant), HttpDate.parse(text));
      assertEquals(text, Optional.of(instant), slowly(text));
    }
  }

  @Test
  public void otherFormsAreReadAsWell() {
    assertEquals(
        Optional.of(Instant.parse("2026-11-07T08:49:37Z")),
        HttpDate.parse("Sat, 7 Nov 2026 08:49:37 GMT"));
    assertEquals(
        Optional.of(Instant.parse("2026-11-27T06:00:00Z")),
        HttpDate.parse("Fri, 27 Nov 2026 08:00:00 +0200"));
  }

  @Test
  public void whatIsNoDateIsNone() {
    List<String> wrong =
        List.of(
            "",
            "yesterday",
            "Mon, 06 Nov 1994 08:49:37 GMT",
            "Sun, 06 anF 1994 08:49:37 GMT",
            "Sun, 06 Foo 1994 08:49:37 GMT",
            "Sun, 31 Feb 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 PST",
            "Sun, ٠٦ Nov 1994 08:49:37 GMT",
            "Sun, 06-Nov-1994 08:49:37 GMT");
    for (String text : wrong) {
      assertEquals(text, Optional.empty(), HttpDate.parse(text));
      assertEquals(text, Optional.empty(), slowly(text));
    }
  }

  private static Optional<Instant> slowly(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
