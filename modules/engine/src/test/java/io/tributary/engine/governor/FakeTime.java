package io.tributary.engine.governor;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;

/** Time that passes when a test says so, and the alarms that were set. */
final class FakeTime {
  static final long SECOND = 1_000_000_000L;

  private final Queue<Ring> rings = new PriorityQueue<>();
  long nanos;

  private record Ring(long atNanos, Runnable then) implements Comparable<Ring> {
    @Override
    public int compareTo(Ring other) {
      return Long.compare(atNanos, other.atNanos);
    }
  }

  long nanos() {
    return nanos;
  }

  void ring(Duration after, Runnable then) {
    rings.add(new Ring(nanos + after.toNanos(), then));
  }

  Grants grants(Consumer<Throttled> others) {
    return new Grants(this::nanos, this::ring, others);
  }

  int alarms() {
    return rings.size();
  }

  /** How long until the first of them; there is one. */
  long firstAlarmNanos() {
    return rings.element().atNanos() - nanos;
  }

  void passes(long forNanos) {
    long end = nanos + forNanos;
    while (!rings.isEmpty() && rings.peek().atNanos() <= end) {
      Ring next = rings.poll();
      nanos = Math.max(nanos, next.atNanos());
      next.then().run();
    }
    nanos = end;
  }
}
