package io.tributary.engine.job;

import java.time.Duration;

/**
 * When archived objects are looked at again: soon at first, and then more and more seldom. Archives
 * take minutes to days, and a look at an object costs two requests. For one thread.
 */
final class RestoreClock {
  static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  /** A million objects are looked at every three hours at most. */
  static final Duration PAUSE_PER_OBJECT = Duration.ofMillis(10);

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

  /**
   * They are looked at.
   *
   * @param archived so many: each look writes a line of the receipt for each of them
   */
  void begun(long archived) {
    dueNanosOrNull = null;
    Duration longest = longer(LONGEST_PAUSE, PAUSE_PER_OBJECT.multipliedBy(archived));
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(longest) > 0 ? longest : twice;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
