package io.tributary.engine.governor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whose turn it is. While there is room, everybody's. Where connections are short, who has the
 * fewest by weight gets the next one, however long others keep theirs; where only the pace is
 * short, turns go round by weight, so that whoever comes is not behind all that others have
 * waiting. It has no clock of its own, and no lock.
 */
final class Turns {
  static final long NEVER = Long.MAX_VALUE;

  private final Map<String, Bucket> buckets = new HashMap<>();
  private final Set<Flow> waiting = new LinkedHashSet<>();
  private final Pace pace = new Pace();
  private int most = Integer.MAX_VALUE;
  private int underWay;
  private double virtualTime;

  void limit(int connections, double requestsPerSecond) {
    most = connections == 0 ? Integer.MAX_VALUE : connections;
    pace.change(requestsPerSecond);
  }

  Collection<Bucket> buckets() {
    return buckets.values();
  }

  int underWay() {
    return underWay;
  }

  boolean nobodyWaits() {
    return waiting.isEmpty();
  }

  Bucket bucket(String name) {
    return buckets.computeIfAbsent(name, Bucket::new);
  }

  Flow flow(Party party, String bucket) {
    return party.flows.computeIfAbsent(bucket(bucket), of -> new Flow(party, of));
  }

  void enqueue(Flow flow, Flow.Waiter waiter) {
    flow.waiting.add(waiter);
    waiting.add(flow);
  }

  /** Whether a request may begin now; others who wait are not asked. */
  boolean open(Flow flow, long nowNanos) {
    return underWay < most
        && pace.open(nowNanos)
        && flow.party.pace.open(nowNanos)
        && flow.bucket.open(nowNanos);
  }

  /** Who is next; null for nobody now. */
  Flow next(long nowNanos) {
    boolean last = underWay + 1 >= most;
    Flow next = null;
    for (Flow flow : waiting) {
      if (open(flow, nowNanos) && (next == null || isBefore(flow, next, last))) {
        next = flow;
      }
    }
    return next == null || last || !next.bucket.hasOneLeft() ? next : fewest(next, nowNanos);
  }

  private boolean isBefore(Flow one, Flow other, boolean byOccupancy) {
    double difference = byOccupancy ? one.party.occupancy() - other.party.occupancy() : 0;
    return difference == 0 ? start(one.party) < start(other.party) : difference < 0;
  }

  /** What is idle saves no turns. */
  private double start(Party party) {
    return Math.max(party.virtualTime, virtualTime);
  }

  /** The last place in a bucket is for who has the fewest there. */
  private Flow fewest(Flow first, long nowNanos) {
    Flow fewest = first;
    for (Flow flow : waiting) {
      if (flow.bucket == first.bucket
          && flow.occupancy() < fewest.occupancy()
          && open(flow, nowNanos)) {
        fewest = flow;
      }
    }
    return fewest;
  }

  /** It has its turn: returns who waited. */
  Flow.Waiter dequeue(Flow flow) {
    Flow.Waiter waiter = flow.waiting.poll();
    if (flow.waiting.isEmpty()) {
      waiting.remove(flow);
    }
    return waiter;
  }

  /** Those who do not wait any more; a pause may be long, and their turn far. */
  List<Flow.Waiter> dropUnwanted(long nowNanos) {
    List<Flow.Waiter> dropped = new ArrayList<>();
    for (Flow flow : List.copyOf(waiting)) {
      flow.waiting.removeIf(waiter -> !waiter.wanted().getAsBoolean() && dropped.add(waiter));
      if (flow.waiting.isEmpty()) {
        waiting.remove(flow);
        forget(flow, nowNanos);
      }
    }
    return dropped;
  }

  void begin(Flow flow, long nowNanos) {
    double start = start(flow.party);
    virtualTime = start;
    flow.party.virtualTime = start + 1 / flow.party.weight();
    pace.take(nowNanos);
    flow.party.pace.take(nowNanos);
    underWay++;
    flow.party.underWay++;
    flow.bucket.underWay++;
    flow.underWay++;
  }

  void end(Flow flow, long nowNanos) {
    underWay--;
    flow.party.underWay--;
    flow.bucket.underWay--;
    flow.underWay--;
    flow.bucket.usedNanos = nowNanos;
    forget(flow, nowNanos);
  }

  /** A bucket that refused nothing is as good as a new one. */
  void forget(Flow flow, long nowNanos) {
    if (flow.idle()) {
      flow.party.flows.remove(flow.bucket, flow);
      if (isIdle(flow.bucket) && !flow.bucket.window.learned(nowNanos)) {
        buckets.remove(flow.bucket.name, flow.bucket);
      }
    }
  }

  private boolean isIdle(Bucket bucket) {
    if (bucket.underWay > 0) {
      return false;
    }
    for (Flow flow : waiting) {
      if (flow.bucket == bucket) {
        return false;
      }
    }
    return true;
  }

  /** Buckets that nobody has used for so long refuse no more; and of too many, the oldest. */
  void forgetIdle(long idleNanos, int mostBuckets, long nowNanos) {
    buckets
        .values()
        .removeIf(
            bucket ->
                isIdle(bucket)
                    && !bucket.window.paused(nowNanos)
                    && nowNanos - bucket.usedNanos > idleNanos);
    while (buckets.size() > mostBuckets) {
      Bucket oldest = null;
      for (Bucket bucket : buckets.values()) {
        boolean older = oldest == null || bucket.usedNanos - oldest.usedNanos < 0;
        oldest = isIdle(bucket) && older ? bucket : oldest;
      }
      if (oldest == null) {
        return;
      }
      buckets.remove(oldest.name);
    }
  }

  /** How long until somebody's turn may come by itself; {@link #NEVER} when none will. */
  long waitNanos(long nowNanos) {
    if (underWay >= most) {
      return NEVER;
    }
    long least = NEVER;
    for (Flow flow : waiting) {
      ThrottleWindow window = flow.bucket.window;
      boolean full = flow.bucket.underWay >= window.most();
      long wait =
          Math.max(
              Math.max(full ? window.relaxNanos(nowNanos) : 0, window.waitNanos(nowNanos)),
              Math.max(pace.waitNanos(nowNanos), flow.party.pace.waitNanos(nowNanos)));
      least = Math.min(least, wait);
    }
    return least;
  }
}
