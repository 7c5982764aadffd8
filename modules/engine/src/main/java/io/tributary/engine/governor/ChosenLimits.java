package io.tributary.engine.governor;

import io.tributary.engine.serialization.TributarySerializable;

/**
 * Limits of the cluster that somebody has chosen while it runs, in place of those of the
 * configuration. What is null is as configured; 0 is no limit.
 *
 * @param revision greater than of all that were chosen before; 0 for what is not recorded
 */
public record ChosenLimits(
    Integer connectionsOrNull,
    Double requestsPerSecondOrNull,
    Long bytesPerSecondOrNull,
    long revision)
    implements TributarySerializable {

  /** All as configured. */
  public static final ChosenLimits NONE = new ChosenLimits(null, null, null);

  public ChosenLimits {
    // Refuses what is no limit.
    new Limits(
        connectionsOrNull == null ? 0 : connectionsOrNull,
        requestsPerSecondOrNull == null ? 0 : requestsPerSecondOrNull,
        bytesPerSecondOrNull == null ? 0 : bytesPerSecondOrNull);
  }

  /** Not recorded yet. */
  public ChosenLimits(
      Integer connectionsOrNull, Double requestsPerSecondOrNull, Long bytesPerSecondOrNull) {
    this(connectionsOrNull, requestsPerSecondOrNull, bytesPerSecondOrNull, 0);
  }

  ChosenLimits at(long newRevision) {
    return new ChosenLimits(
        connectionsOrNull, requestsPerSecondOrNull, bytesPerSecondOrNull, newRevision);
  }

  /** With what is configured where nothing was chosen. */
  public Limits over(Limits configured) {
    return new Limits(
        connectionsOrNull == null ? configured.connections() : connectionsOrNull,
        requestsPerSecondOrNull == null ? configured.requestsPerSecond() : requestsPerSecondOrNull,
        bytesPerSecondOrNull == null ? configured.bytesPerSecond() : bytesPerSecondOrNull);
  }
}
