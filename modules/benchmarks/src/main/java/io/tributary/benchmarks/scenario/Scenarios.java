package io.tributary.benchmarks.scenario;

import java.time.Duration;
import java.util.List;

/** All scenarios, in the order in which they run. */
public final class Scenarios {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;
  private static final int LANES = 8;

  private static final Duration LONG = Duration.ofSeconds(150);

  private Scenarios() {}

  /**
   * @param mostBytes larger objects become this large
   */
  public static List<Scenario> all(long mostBytes) {
    return List.of(large(), cold(), small()).stream()
        .map(scenario -> scenario.atMost(mostBytes))
        .toList();
  }

  private static Scenario large() {
    return new Scenario("large", "warm", 4 * GIB, LANES, true, false, true, Route.DIRECT, LONG);
  }

  private static Scenario cold() {
    return new Scenario("cold", "cold", GIB, LANES, false, false, true, Route.DIRECT, LONG);
  }

  private static Scenario small() {
    return new Scenario("small", "cold", MIB, LANES, false, false, true, Route.DIRECT, LONG);
  }
}
