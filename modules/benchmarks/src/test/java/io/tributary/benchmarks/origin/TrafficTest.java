package io.tributary.benchmarks.origin;

import static org.junit.Assert.assertEquals;

import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class TrafficTest extends JUnitSuite {

  @Test
  public void requestsAreLoggedAtTheirEndAndCountFromTheirBeginning() {
    Traffic traffic =
        Traffic.of(List.of("1700000010.500 0.100 206 1000", "1700000012.000 4.000 206 24"));
    assertEquals(2, traffic.requests());
    assertEquals(1024, traffic.bodyBytes());
    assertEquals(1700000008.0, traffic.firstEpochSeconds(), 0.0005);
  }

  @Test
  public void theTextOfARefusalIsNoContent() {
    Traffic traffic = Traffic.of(List.of("5.000 0.000 503 190", "6.000 0.500 206 100"));
    assertEquals(1, traffic.refused());
    assertEquals(100, traffic.bodyBytes());
  }

  @Test
  public void nothingWasRequested() {
    assertEquals(new Traffic(0, 0, 0, 0), Traffic.of(List.of()));
  }
}
