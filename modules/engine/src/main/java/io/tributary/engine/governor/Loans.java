package io.tributary.engine.governor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * What a node has lent to others of its share of the cluster's bandwidth, and what it has borrowed
 * from them. All nodes together never have more than all shares, whatever becomes of the words
 * between them: who lends does without from before its answer leaves, and for longer than anybody
 * may use it. It has no clock of its own. Not thread-safe.
 */
final class Loans {
  /** A loan may be used for so long after it was asked for, by the clock of who asked. */
  static final Duration TERM = Duration.ofSeconds(2);

  /**
   * Who lends has it back after so long, by its own clock: it was asked before it lent, and is a
   * second late at that, for threads that stood still and clocks that are not alike.
   */
  static final Duration RETURN = Duration.ofSeconds(3);

  /** The part of its share that an idle node keeps: whoever begins there, begins at once. */
  private static final int KEPT_PART = 8;

  private record Given(long bytesPerSecond, long untilNanos) {}

  private record Taken(long bytesPerSecond, long askedNanos) {}

  /** By who may have them; any of its unexpired ones may be the one that it has heard of. */
  private final Map<String, Deque<Given>> given = new HashMap<>();

  /** By who lent them: the one that was asked for last counts, and no other. */
  private final Map<String, Taken> taken = new HashMap<>();

  /** What was asked for before is of other shares. */
  private long anewNanos;

  private boolean anew;

  /**
   * Lends what is spare, the same to each who asks, and never more than is there.
   *
   * @param wanted bytes per second that the borrower could use besides its own
   * @param share of this node
   * @param demand of this node itself, bytes per second; may be infinite
   * @return bytes per second; to be told only once this node does without: see {@link #lent}
   */
  long lend(String borrower, long wanted, long share, double demand, long nowNanos) {
    forgetReturned(nowNanos);
    Deque<Given> before = given.getOrDefault(borrower, new ArrayDeque<>());
    int borrowers = given.size() + (before.isEmpty() ? 1 : 0);
    long spare = share - Math.max(share / KEPT_PART, (long) Math.min((double) share, demand));
    long others = lent(nowNanos) - most(before);
    long loan = Math.max(0, Math.min(wanted, Math.min(spare / borrowers, spare - others)));
    before.addLast(new Given(loan, nowNanos + RETURN.toNanos()));
    given.put(borrower, before);
    return loan;
  }

  /** What this node does without, bytes per second. */
  long lent(long nowNanos) {
    forgetReturned(nowNanos);
    return given.values().stream().mapToLong(Loans::most).sum();
  }

  private static long most(Deque<Given> ofOne) {
    return ofOne.stream().mapToLong(Given::bytesPerSecond).max().orElse(0);
  }

  private void forgetReturned(long nowNanos) {
    given.values().forEach(one -> one.removeIf(loan -> loan.untilNanos() - nowNanos <= 0));
    given.values().removeIf(Deque::isEmpty);
  }

  /**
   * A loan came, perhaps late, twice, or after a later one.
   *
   * @param askedNanos when it was asked for, by the clock of this node
   */
  void borrow(String lender, long bytesPerSecond, long askedNanos) {
    Taken before = taken.get(lender);
    boolean later = before == null || askedNanos - before.askedNanos() > 0;
    if (later && !(anew && askedNanos - anewNanos <= 0)) {
      taken.put(lender, new Taken(bytesPerSecond, askedNanos));
    }
  }

  /** What this node may use besides its own, bytes per second. */
  long borrowed(long nowNanos) {
    taken.values().removeIf(loan -> nowNanos - loan.askedNanos() >= TERM.toNanos());
    return taken.values().stream().mapToLong(Taken::bytesPerSecond).sum();
  }

  /** Shares are others now: what was borrowed of the earlier ones, or is on its way, is void. */
  void begin(long nowNanos) {
    taken.clear();
    anew = true;
    anewNanos = nowNanos;
  }
}
