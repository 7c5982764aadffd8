package io.tributary.benchmarks.scenario;

import io.tributary.benchmarks.relay.Shape;
import java.time.Duration;
import java.util.Optional;

/** What lies between a tool and the object. */
public enum Route {
  /** Nothing: nginx on loopback. */
  DIRECT,
  /** The same with TLS. */
  TLS,
  /** Each connection brings 20 MB/s. */
  LIMITED,
  /** The same, and one connection gets stuck. */
  STALLING,
  /** As LIMITED, and one request in twenty is refused with 503. */
  FLAKY,
  /** A round trip takes 100 ms; without packet loss and slow start. */
  DISTANT;

  private static final long BYTES_PER_SECOND = 20_000_000;
  private static final Duration ROUND_TRIP = Duration.ofMillis(100);

  /** Half of what Linux grants a connection by default; with the way, 40 MB/s for each. */
  private static final long WINDOW_BYTES = 2 << 20;

  private static final long STALL_BYTES = 16 << 20;

  /** So that each of eight connections comes that far. */
  private static final int STALL_SHARE = 32;

  public boolean tls() {
    return this == TLS;
  }

  public boolean flaky() {
    return this == FLAKY;
  }

  /**
   * @return empty when nothing is in between
   */
  public Optional<Shape> shape(long sizeBytes) {
    Shape limited = Shape.limited(BYTES_PER_SECOND);
    return switch (this) {
      case DIRECT, TLS -> Optional.empty();
      case LIMITED, FLAKY -> Optional.of(limited);
      case STALLING ->
          Optional.of(limited.stallingAfter(Math.min(STALL_BYTES, sizeBytes / STALL_SHARE)));
      case DISTANT -> Optional.of(Shape.distant(ROUND_TRIP, WINDOW_BYTES));
    };
  }
}
