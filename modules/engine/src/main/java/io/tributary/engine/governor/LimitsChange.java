package io.tributary.engine.governor;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What of the chosen limits is to be otherwise: only what is named, so that two who change
 * different limits at the same time both have their way.
 *
 * @param named the others stay as they are
 * @param values of those that are named
 */
public record LimitsChange(Set<Limit> named, ChosenLimits values) {
  /** One of the limits. */
  public enum Limit {
    CONNECTIONS,
    REQUESTS_PER_SECOND,
    BYTES_PER_SECOND
  }

  public LimitsChange {
    // In their order, so that the same change is always the same bytes.
    Set<Limit> inOrder = EnumSet.noneOf(Limit.class);
    inOrder.addAll(named);
    named = Collections.unmodifiableSet(inOrder);
  }

  ChosenLimits of(ChosenLimits before) {
    return new ChosenLimits(
        from(Limit.CONNECTIONS, before).connectionsOrNull(),
        from(Limit.REQUESTS_PER_SECOND, before).requestsPerSecondOrNull(),
        from(Limit.BYTES_PER_SECOND, before).bytesPerSecondOrNull());
  }

  private ChosenLimits from(Limit limit, ChosenLimits before) {
    return named.contains(limit) ? values : before;
  }
}
