package io.tributary.benchmarks.scenario;

import java.time.Duration;
import java.util.List;

/** All scenarios, in the order in which they run. */
public final class Scenarios {
  static final String LIMITED = "limited";

  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;
  private static final int LANES = 8;
  private static final int MANY_LANES = 64;

  private static final Duration LONG = Duration.ofSeconds(150);

  /** Six times what it takes without the fault. */
  private static final Duration SHORT = Duration.ofSeconds(20);

  private Scenarios() {}

  /**
   * @param mostBytes larger objects become this large
   */
  public static List<Scenario> all(long mostBytes) {
    return List.of(
            warm("large", "Warm", 4 * GIB, LANES, Route.DIRECT),
            warm("large-tls", "Warm, TLS", 2 * GIB, LANES, Route.TLS),
            cold("cold", "Cold", GIB, false),
            cold("small", "Cold", MIB, false),
            warm("many", "Warm, 64 connections", GIB, MANY_LANES, Route.DIRECT),
            slow(LIMITED, "Each connection limited to 20 MB/s", Route.LIMITED),
            slow("stalling", "Limited, and one connection stalls", Route.STALLING),
            slow("flaky", "Limited, and 5 % of requests answered with 503", Route.FLAKY),
            slow("distant", "A round trip of 100 ms", Route.DISTANT),
            durable(),
            cold("durable-small", "Cold, on the disk", MIB, true))
        .stream()
        .map(scenario -> scenario.atMost(mostBytes))
        .toList();
  }

  private static Scenario warm(String name, String title, long bytes, int lanes, Route route) {
    boolean single = lanes == LANES;
    return new Scenario(name, title, bytes, lanes, true, false, single, route, LONG);
  }

  private static Scenario cold(String name, String title, long bytes, boolean synced) {
    return new Scenario(name, title, bytes, LANES, false, synced, true, Route.DIRECT, LONG);
  }

  /** One connection is no match for eight where each of them is slow. */
  private static Scenario slow(String name, String title, Route route) {
    return new Scenario(name, title, GIB / 2, LANES, true, false, false, route, SHORT);
  }

  private static Scenario durable() {
    return new Scenario(
        "durable", "Warm, on the disk", GIB / 2, LANES, true, true, true, Route.DIRECT, LONG);
  }
}
