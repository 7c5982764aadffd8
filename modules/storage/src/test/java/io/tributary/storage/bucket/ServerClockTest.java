package io.tributary.storage.bucket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.storage.http.HeaderField;
import io.tributary.storage.http.ResponseHead;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class ServerClockTest extends JUnitSuite {
  private static final Instant LOCAL = Instant.parse("2026-11-21T07:00:00Z");

  private final ServerClock clock = new ServerClock(Clock.fixed(LOCAL, ZoneOffset.UTC));

  @Test
  public void theServersTimeIsTakenOver() {
    assertEquals(LOCAL, clock.now());
    assertTrue(clock.learn(dated("Sat, 21 Nov 2026 09:30:00 GMT")));
    assertEquals(Instant.parse("2026-11-21T09:30:00Z"), clock.now());
  }

  @Test
  public void aSecondRequestThatWasSignedBeforeMayTryAgainToo() {
    assertTrue(clock.learn(dated("Sat, 21 Nov 2026 09:30:00 GMT")));
    assertTrue(clock.learn(dated("Sat, 21 Nov 2026 09:30:01 GMT")));
  }

  @Test
  public void aWrongOffsetIsCorrected() {
    assertTrue(clock.learn(dated("Sat, 21 Nov 2026 09:30:00 GMT")));
    assertTrue(clock.learn(dated("Sat, 21 Nov 2026 07:00:00 GMT")));
    assertEquals(LOCAL, clock.now());
  }

  @Test
  public void withoutAnotherTimeThereIsNothingToTry() {
    assertFalse(clock.learn(dated("Sat, 21 Nov 2026 07:00:30 GMT")));
    assertFalse(clock.learn(dated("yesterday")));
    assertFalse(clock.learn(new ResponseHead(403, List.of())));
  }

  private static ResponseHead dated(String date) {
    return new ResponseHead(403, List.of(new HeaderField("Date", date)));
  }
}
