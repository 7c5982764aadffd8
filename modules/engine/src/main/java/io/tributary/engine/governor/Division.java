package io.tributary.engine.governor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Divides the bandwidth of a node among its parties by their weight: who does not use its share
 * leaves it to others within a moment. Without a limit of the node, each has its own. Thread-safe.
 */
final class Division {
  /** Who uses less than its share may soon use more. */
  private static final double GROWTH = 1.5;

  private final Grants grants;
  private final LongSupplier clock;

  /** What each wants at most, bytes per second. */
  private final Map<Party, Double> wants = new LinkedHashMap<>();

  private long bytesPerSecond;
  private int place;
  private int nodes = 1;
  private long lookedNanos;

  Division(Grants grants, LongSupplier clock) {
    this.grants = grants;
    this.clock = clock;
    this.lookedNanos = clock.getAsLong();
  }

  synchronized Party join(Claim claim) {
    Party party = new Party(claim, clock);
    wants.put(party, Double.POSITIVE_INFINITY);
    divide();
    return party;
  }

  /**
   * The owner's may use what is claimed last; returns whether that is news. For those who wait,
   * {@link Grants#serve} is to follow.
   */
  synchronized boolean claim(String owner, UnaryOperator<Claim> next) {
    boolean news = false;
    for (Party party : wants.keySet()) {
      Claim claimed = next.apply(party.claim());
      if (party.claim().owner().equals(owner) && claimed.revision() > party.claim().revision()) {
        party.claim(claimed);
        news = true;
      }
    }
    if (news) {
      divide();
    }
    return news;
  }

  synchronized void leave(Party party) {
    wants.remove(party);
    divide();
  }

  /**
   * The node may use so much from now on, and is one of so many. For those who wait, {@link
   * Grants#serve} is to follow.
   */
  synchronized void limit(long newBytesPerSecond, int newPlace, int newNodes) {
    bytesPerSecond = newBytesPerSecond;
    place = newPlace;
    nodes = newNodes;
    divide();
  }

  /** Looks who uses how much. */
  synchronized void look() {
    long nowNanos = clock.getAsLong();
    double seconds = Math.max(1, nowNanos - lookedNanos) / 1e9;
    lookedNanos = nowNanos;
    if (bytesPerSecond > 0) {
      wants.replaceAll((party, before) -> wanted(party.bandwidth().look(), seconds));
      divide();
    }
  }

  /** What all of them could use together, bytes per second; infinite when nobody knows. */
  synchronized double demand() {
    return wants.entrySet().stream().mapToDouble(one -> most(one.getKey(), one.getValue())).sum();
  }

  private static double wanted(Bandwidth.Use use, double seconds) {
    return use.heldBack() ? Double.POSITIVE_INFINITY : use.bytes() / seconds * GROWTH;
  }

  private void divide() {
    List<Shares.Want> all =
        wants.entrySet().stream()
            .map(one -> new Shares.Want(one.getKey().weight(), most(one.getKey(), one.getValue())))
            .toList();
    double[] shares = Shares.divide((double) bytesPerSecond, all);
    int index = 0;
    for (Party party : wants.keySet()) {
      Limits own = party.claim().share(place, nodes);
      long share = bytesPerSecond == 0 ? 0 : Math.max(1, (long) shares[index]);
      index++;
      party.bandwidth().change(own.and(new Limits(0, 0, share)).bytesPerSecond());
      grants.pace(party, own.requestsPerSecond());
    }
  }

  private double most(Party party, double wanted) {
    long own = party.claim().share(place, nodes).bytesPerSecond();
    return own == 0 ? wanted : Math.min((double) own, wanted);
  }
}
