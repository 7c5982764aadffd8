package io.tributary.benchmarks.scenario;

import java.time.Duration;
import java.util.Optional;

/**
 * What all tools are compared in.
 *
 * @param name as on the command line
 * @param title as in the tables
 * @param warm whether programs that can stay up do so
 * @param synced whether a run ends only when the bytes are on a disk; else they are in memory
 * @param single whether tools with one connection are of interest
 * @param deadline after which a tool has failed
 */
public record Scenario(
    String name,
    String title,
    long sizeBytes,
    int connections,
    boolean warm,
    boolean synced,
    boolean single,
    Route route,
    Duration deadline) {

  /** The name of the scenario that differs by nothing but the fault; empty without one. */
  public Optional<String> undisturbed() {
    return switch (route) {
      case STALLING, FLAKY -> Optional.of(Scenarios.LIMITED);
      case DIRECT, TLS, LIMITED, DISTANT -> Optional.empty();
    };
  }

  /** The same with a smaller object, if it is larger. */
  Scenario atMost(long bytes) {
    return new Scenario(
        name,
        title,
        Math.min(sizeBytes, bytes),
        connections,
        warm,
        synced,
        single,
        route,
        deadline);
  }
}
