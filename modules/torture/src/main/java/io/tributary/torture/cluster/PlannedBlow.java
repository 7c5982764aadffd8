package io.tributary.torture.cluster;

import java.util.Locale;

/**
 * A blow as it was drawn.
 *
 * @param atPercent how much of the object the source has sent when it comes
 * @param millis how long it stays bad
 * @param pick of the nodes that it may meet
 */
record PlannedBlow(Blow blow, int atPercent, int millis, int pick) {
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%s at %d %% for %.1f s (%d)", blow.title(), atPercent, millis / 1e3, pick);
  }
}
