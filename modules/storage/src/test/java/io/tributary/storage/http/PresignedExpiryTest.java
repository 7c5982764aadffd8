package io.tributary.storage.http;

import static org.junit.Assert.assertEquals;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class PresignedExpiryTest extends JUnitSuite {

  private static Optional<Instant> of(String query) {
    return PresignedExpiry.of(URI.create("https://host.example/key?" + query));
  }

  @Test
  public void everyVendorsExpiryIsRead() {
    Instant end = Instant.parse("2026-01-01T01:00:00Z");
    for (String prefix : List.of("X-Amz-", "x-oss-", "X-Goog-")) {
      String query = prefix + "Date=20260101T000000Z&" + prefix + "Expires=3600";
      assertEquals(Optional.of(end), of(query));
    }
    assertEquals(Optional.of(end), of("Signature=x&Expires=" + end.getEpochSecond()));
    assertEquals(Optional.of(end), of("sv=1&se=2026-01-01T01%3A00%3A00Z&sig=x"));
  }

  @Test
  public void whatIsNoExpiryIsNone() {
    for (String query : List.of("", "a=b", "Expires=tomorrow", "X-Amz-Date=x&X-Amz-Expires=y")) {
      assertEquals(query, Optional.empty(), of(query));
    }
  }
}
