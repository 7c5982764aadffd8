package io.tributary.engine.download;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What to do about slow lanes, when nothing is left to hand out and before: take the rest of a slow
 * range, hedge the last ones, replace a connection that crawls. Mutable (it keeps the hedging
 * budget), for one thread.
 */
final class TailPolicy {
  /** Neither half of a split is smaller: a request costs about a round trip. */
  static final long LEAST_SPLIT_BYTES = 512L << 10;

  /** A range that ends this soon is left alone. */
  static final double PATIENCE_SECONDS = 1.5;

  /** A hedge waits in memory: this bounds it, per lane. */
  static final long MOST_HEDGE_BYTES = 2L << 20;

  /**
   * All hedges of a download fetch at most this share of it again, and at least one may always run.
   */
  static final double HEDGE_SHARE = 0.01;

  /** Hedges at a time, and with them the memory that all of them hold. */
  static final int MOST_HEDGES = 8;

  /** Slower than the median by this factor is far slower. */
  static final double CRAWL_FACTOR = 8;

  /** Long enough for a new connection to come up to speed. */
  static final long CRAWL_NANOS = 5_000_000_000L;

  /** A lane on a slow link stays slow, however often its connection is replaced. */
  static final int MOST_REPLACEMENTS = 3;

  private static final int LEAST_PEERS = 3;

  /** This share of a rate limit reached, the limit is what makes lanes slow. */
  private static final double LIMITED_SHARE = 0.5;

  private final long limitBytesPerSecond;
  private long hedgeBudgetBytes;

  TailPolicy(long sizeBytes) {
    this(sizeBytes, 0);
  }

  /**
   * @param limitBytesPerSecond what the user allows all lanes together; 0 for no limit
   */
  TailPolicy(long sizeBytes, long limitBytesPerSecond) {
    this.limitBytesPerSecond = limitBytesPerSecond;
    hedgeBudgetBytes = Math.max(MOST_HEDGE_BYTES, (long) (sizeBytes * HEDGE_SHARE));
  }

  /** The range with the longest way to go loses what {@code thief} will do sooner. */
  Optional<LaneOrder> split(Lane thief, Collection<Lane> lanes, long nowNanos) {
    return lanes.stream()
        .filter(lane -> lane != thief && splittable(lane.work))
        .filter(lane -> secondsLeft(lane, nowNanos) > PATIENCE_SECONDS)
        .max(Comparator.comparingDouble(lane -> secondsLeft(lane, nowNanos)))
        .map(lane -> shrink(lane, splitPoint(lane, thief, nowNanos)));
  }

  private static boolean splittable(Work work) {
    return work != null
        && !work.isHedge()
        && !work.shrinking
        && !work.hedged
        && work.remaining() >= 2 * LEAST_SPLIT_BYTES;
  }

  private static long splitPoint(Lane slow, Lane thief, long nowNanos) {
    double speed = effectiveSpeed(slow, nowNanos);
    double other = thief.bytesPerSecond() > 0 ? thief.bytesPerSecond() : Math.max(speed, 1);
    double keep = speed / (speed + other);
    Work work = slow.work;
    long kept = (long) (work.remaining() * keep);
    long most = work.remaining() - LEAST_SPLIT_BYTES;
    return work.position + Math.min(Math.max(kept, 0), most);
  }

  /** A lane's speed, which a silence lowers: a stalled lane keeps nothing. */
  private static double effectiveSpeed(Lane lane, long nowNanos) {
    double silence = (nowNanos - lane.work.movedNanos) / 1e9;
    return silence > 2 * PATIENCE_SECONDS ? 0 : lane.bytesPerSecond();
  }

  private static double secondsLeft(Lane lane, long nowNanos) {
    double speed = effectiveSpeed(lane, nowNanos);
    boolean young = (nowNanos - lane.work.startedNanos) / 1e9 < PATIENCE_SECONDS;
    return speed == 0 && young ? 0 : lane.work.secondsLeft(speed, nowNanos);
  }

  private static LaneOrder shrink(Lane lane, long newEnd) {
    lane.work.shrinking = true;
    return new LaneOrder.Shrink(lane.number, lane.work.assignment, newEnd);
  }

  /** A late lane whose rest fits the budget, and which {@code idle} may race with. */
  Optional<Lane> hedge(Lane idle, Collection<Lane> lanes, long nowNanos) {
    if (hedges(lanes) >= MOST_HEDGES || heldBack(lanes)) {
      return Optional.empty();
    }
    Optional<Lane> late =
        lanes.stream()
            .filter(lane -> lane != idle && hedgeable(lane.work))
            .filter(lane -> secondsLeft(lane, nowNanos) > PATIENCE_SECONDS)
            .max(Comparator.comparingDouble(lane -> secondsLeft(lane, nowNanos)));
    late.ifPresent(lane -> hedgeBudgetBytes -= lane.work.remaining());
    return late;
  }

  /** Whether lanes are slow since we let them be no faster: then racing costs and gains nothing. */
  private boolean heldBack(Collection<Lane> lanes) {
    double all =
        lanes.stream().filter(lane -> lane.work != null).mapToDouble(Lane::bytesPerSecond).sum();
    return limitBytesPerSecond > 0 && all >= limitBytesPerSecond * LIMITED_SHARE;
  }

  private static long hedges(Collection<Lane> lanes) {
    return lanes.stream().filter(lane -> lane.work != null && lane.work.isHedge()).count();
  }

  private boolean hedgeable(Work work) {
    return work != null
        && !work.isHedge()
        && !work.shrinking
        && !work.hedged
        && work.remaining() > 0
        && work.remaining() <= Math.min(MOST_HEDGE_BYTES, hedgeBudgetBytes);
  }

  /** Orders for lanes that crawl while their peers run. */
  List<LaneOrder> replace(Collection<Lane> lanes, long nowNanos) {
    double[] speeds =
        lanes.stream()
            .filter(lane -> lane.work != null && !lane.work.isHedge())
            .mapToDouble(Lane::bytesPerSecond)
            .sorted()
            .toArray();
    if (speeds.length < LEAST_PEERS || heldBack(lanes)) {
      return List.of();
    }
    double median = speeds[speeds.length / 2];
    return lanes.stream()
        .filter(lane -> splittable(lane.work) && lane.replacements < MOST_REPLACEMENTS)
        .filter(lane -> nowNanos - lane.work.startedNanos > CRAWL_NANOS)
        .filter(lane -> effectiveSpeed(lane, nowNanos) * CRAWL_FACTOR < median)
        .map(TailPolicy::giveUp)
        .toList();
  }

  private static LaneOrder giveUp(Lane lane) {
    lane.replacements++;
    return shrink(lane, lane.work.position);
  }
}
