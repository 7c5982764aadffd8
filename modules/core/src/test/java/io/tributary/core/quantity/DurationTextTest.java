package io.tributary.core.quantity;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class DurationTextTest extends JUnitSuite {

  @Test
  public void unitsAndTheirSumsAreRead() {
    assertEquals(Duration.ofSeconds(30), DurationText.parse("30s"));
    assertEquals(Duration.ofMinutes(2), DurationText.parse("2m"));
    assertEquals(Duration.ofMillis(500), DurationText.parse("500ms"));
    assertEquals(Duration.ofMinutes(90), DurationText.parse("1H30M"));
    assertEquals(Duration.ofHours(25), DurationText.parse("1d1h"));
    assertEquals(Duration.ofSeconds(20), DurationText.parse("PT20S"));
    assertEquals(Duration.ZERO, DurationText.parse("0s"));
  }

  @Test
  public void everythingElseIsRefusedByName() {
    for (String text :
        new String[] {
          "", "30", "s", "-5s", "PT-5S", "PT", "1.5s", "30 s", "1w", "30sec", "NaN", "99999999999d"
        }) {
      String message =
          Assert.assertThrows(text, IllegalArgumentException.class, () -> DurationText.parse(text))
              .getMessage();
      assertTrue(message, message.contains("'" + text + "'") && message.contains("1h30m"));
    }
  }
}
