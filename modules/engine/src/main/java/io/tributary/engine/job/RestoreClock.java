package io.tributary.engine.job;

import java.time.Duration;

/**
 * When archived objects are looked at again: soon at first, and then more and more seldom. Archives
 * take minutes to days, and a look at an object costs two requests. For one thread.
 */
final class RestoreClock {
  static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private Duration pause = FIRST_PAUSE;

  /** Null unless somebody waits. */
  private Long dueNanosOrNull;

  /** Asked again and again while nothing else is to be done; whether it is time by now. */
  boolean due(long nowNanos) {
    if (dueNanosOrNull == null) {
      dueNanosOrNull = nowNanos + pause.toNanos();
    }
    return nowNanos - dueNanosOrNull >= 0;
  }

  /** They are looked at. */
  void begun() {
    dueNanosOrNull = null;
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }
}
