package io.tributary.engine.governor;

import java.time.Duration;

/**
 * How many requests at a time a bucket serves, learned from those that it refuses: halved when it
 * refuses more than a stray one, one more for each round that it serves, and beyond what it refused
 * last only as time passes. It has no clock of its own. Not thread-safe.
 */
final class ThrottleWindow {
  /** As long as nothing is refused. */
  static final int UNLIMITED = Integer.MAX_VALUE;

  /** After so long one more than what was refused is tried, then two, four, and so on. */
  static final Duration PROBE = Duration.ofSeconds(10);

  /** What nodes say to each other about the same moment counts once. */
  static final Duration SAME_MOMENT = Duration.ofSeconds(1);

  /** A share of requests is refused of those within so long. */
  private static final Duration COUNTED = Duration.ofSeconds(2);

  /** Services refuse single requests for reasons of their own: up to one in twenty. */
  private static final int STRAY_SHARE = 20;

  private static final int LEAST_REFUSALS = 2;

  /** Such a window binds nobody. */
  private static final int FORGOTTEN = 4096;

  private boolean learned;
  private double size;

  /** Up to here it grows with each round. */
  private double ceiling;

  private long decreasedNanos;
  private long probedNanos;
  private int probe = 1;

  private boolean paused;
  private long pausedUntilNanos;

  private boolean counting;
  private long countedSinceNanos;
  private int served;
  private int refused;

  /** Requests at a time, 1 or more. */
  int most() {
    return learned ? (int) size : UNLIMITED;
  }

  /** What was once too much; {@link #UNLIMITED} when nothing was. */
  int ceiling() {
    return learned ? (int) ceiling : UNLIMITED;
  }

  /** Whether there is anything to remember. */
  boolean learned(long nowNanos) {
    return learned || paused(nowNanos);
  }

  boolean paused(long nowNanos) {
    paused = paused && pausedUntilNanos - nowNanos > 0;
    return paused;
  }

  /** How long nothing is to be asked for. */
  long waitNanos(long nowNanos) {
    return paused(nowNanos) ? pausedUntilNanos - nowNanos : 0;
  }

  void pause(Duration pause, long nowNanos) {
    long until = nowNanos + pause.toNanos();
    if (!paused(nowNanos) || until - pausedUntilNanos > 0) {
      paused = true;
      pausedUntilNanos = until;
    }
  }

  /**
   * Time passes: there are more again by and by, also while requests are long, or there are none.
   */
  void relax(long nowNanos) {
    while (learned && nowNanos - probedNanos >= PROBE.toNanos()) {
      probedNanos += PROBE.toNanos();
      ceiling += probe;
      size = Math.min(ceiling, size + probe);
      probe *= 2;
      learned = size < FORGOTTEN;
    }
  }

  /** How long until there is one more by itself; a great number for never. */
  long relaxNanos(long nowNanos) {
    return learned ? Math.max(0, probedNanos + PROBE.toNanos() - nowNanos) : Long.MAX_VALUE;
  }

  /** A request was served. */
  void served(int underWay, long nowNanos) {
    count(nowNanos);
    served++;
    if (!learned || underWay * 2 < size) {
      return;
    }
    size = Math.min(ceiling, size + 1 / size);
  }

  /**
   * A request was refused.
   *
   * @param underWay at a time, this one included
   * @param beganNanos when it was sent
   * @return whether there may be fewer now, which other nodes should know
   */
  boolean refused(int underWay, long beganNanos, long nowNanos) {
    if (learned && beganNanos - decreasedNanos < 0) {
      // Of the same round.
      return false;
    }
    count(nowNanos);
    refused++;
    boolean stray =
        refused < LEAST_REFUSALS || refused * STRAY_SHARE <= served + refused + underWay;
    if (stray) {
      return false;
    }
    double tried = Math.min(underWay, most());
    if (tried < 2) {
      // That it was alone cannot have been too much.
      return false;
    }
    decrease(tried / 2, tried - 1, nowNanos);
    return true;
  }

  /** Another node was refused, and has so many at a time now. */
  void heard(int otherMost, int otherCeiling, long nowNanos) {
    if (!learned) {
      decrease(otherMost, otherCeiling, nowNanos);
    } else if (nowNanos - decreasedNanos > SAME_MOMENT.toNanos() && size > otherMost) {
      decrease(Math.max(otherMost, size / 2), size - 1, nowNanos);
    }
  }

  private void decrease(double newSize, double newCeiling, long nowNanos) {
    learned = true;
    size = Math.max(1, newSize);
    ceiling = Math.max(size, newCeiling);
    probe = 1;
    decreasedNanos = nowNanos;
    probedNanos = nowNanos;
    counting = false;
  }

  private void count(long nowNanos) {
    if (!counting || nowNanos - countedSinceNanos >= COUNTED.toNanos()) {
      counting = true;
      countedSinceNanos = nowNanos;
      served = 0;
      refused = 0;
    }
  }
}
