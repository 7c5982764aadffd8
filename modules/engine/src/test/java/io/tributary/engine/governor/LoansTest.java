package io.tributary.engine.governor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Nodes that lend to each other, over a network that loses, delays, repeats and cuts off. */
public final class LoansTest extends JUnitSuite {
  private static final long SHARE = 1000;
  private static final long MILLI = 1_000_000;
  private static final long STEP = 50 * MILLI;

  private final List<Node> nodes = new ArrayList<>();
  private final List<Word> underWay = new ArrayList<>();
  private Random random = new Random(1);
  private long nowNanos;

  /** A word between nodes; it arrives when its time has come. */
  private record Word(long atNanos, Runnable arrives) {}

  private final class Node {
    final String name;
    final Loans loans = new Loans();

    /** Clocks of different machines have nothing to do with each other. */
    final long clockNanos = random.nextLong();

    double demand;
    boolean cutOff;
    long standsStillUntilNanos = Long.MIN_VALUE;

    /** What it holds itself to, since it last looked. */
    private long held = SHARE;

    private long lookNanos;

    Node(String name) {
      this.name = name;
    }

    long now() {
      return clockNanos + nowNanos;
    }

    boolean awake() {
      return nowNanos >= standsStillUntilNanos;
    }

    private void look() {
      held = SHARE - loans.lent(now()) + loans.borrowed(now());
    }

    /** Four times a second, and often later. */
    void looksInTime() {
      if (awake() && nowNanos >= lookNanos) {
        look();
        lookNanos = nowNanos + 250 * MILLI + random.nextLong(400 * MILLI);
      }
    }

    long used() {
      return awake() ? held : 0;
    }

    void standsStill(long forNanos) {
      standsStillUntilNanos = nowNanos + forNanos;
      lookNanos = standsStillUntilNanos;
    }

    void ask() {
      long askedNanos = now();
      long wanted = (long) Math.min((double) (nodes.size() * SHARE), demand) - SHARE;
      for (Node other : nodes) {
        if (other != this && wanted > 0) {
          send(this, other, () -> other.lend(this, wanted, askedNanos));
        }
      }
    }

    private void lend(Node borrower, long wanted, long askedNanos) {
      long loan = loans.lend(borrower.name, wanted, SHARE, demand, now());
      look();
      send(this, borrower, () -> borrower.borrow(name, loan, askedNanos));
    }

    private void borrow(String lender, long loan, long askedNanos) {
      loans.borrow(lender, loan, askedNanos);
      look();
    }
  }

  private double lost;
  private double late;

  private void send(Node from, Node to, Runnable arrives) {
    int copies = random.nextDouble() < lost ? 0 : random.nextDouble() < lost ? 2 : 1;
    for (int i = 0; i < copies && !from.cutOff && !to.cutOff; i++) {
      boolean slow = random.nextDouble() < late;
      long delay = slow ? random.nextLong(5000 * MILLI) : random.nextLong(20 * MILLI);
      underWay.add(new Word(nowNanos + delay, () -> arrive(to, arrives)));
    }
  }

  /** Who stands still hears it later. */
  private void arrive(Node to, Runnable arrives) {
    if (to.awake()) {
      arrives.run();
    } else {
      underWay.add(new Word(to.standsStillUntilNanos, () -> arrive(to, arrives)));
    }
  }

  private void start(int count) {
    for (int i = 0; i < count; i++) {
      nodes.add(new Node("n" + i));
    }
  }

  private void passes(Duration time) {
    for (long end = nowNanos + time.toNanos(); nowNanos < end; nowNanos += STEP) {
      for (Word word : List.copyOf(underWay)) {
        if (word.atNanos() <= nowNanos && underWay.remove(word)) {
          word.arrives().run();
        }
      }
      if (nowNanos % (1000 * MILLI) < STEP) {
        nodes.stream().filter(Node::awake).forEach(Node::ask);
      }
      nodes.forEach(Node::looksInTime);
      long sum = nodes.stream().mapToLong(Node::used).sum();
      assertTrue(sum + " of " + nodes.size() * SHARE, sum <= nodes.size() * SHARE);
      nodes.forEach(node -> assertTrue("never nothing", node.held > 0));
    }
  }

  @Test
  public void sharesFollowDemand() {
    start(4);
    nodes.get(0).demand = Double.POSITIVE_INFINITY;
    passes(Duration.ofSeconds(3));
    assertEquals("each keeps an eighth", SHARE + 3 * SHARE * 7 / 8, nodes.get(0).held);

    nodes.get(1).demand = Double.POSITIVE_INFINITY;
    nodes.get(2).demand = 500;
    passes(Duration.ofSeconds(8));
    assertEquals(SHARE + 437 + SHARE / 4, nodes.get(0).held);
    assertEquals(SHARE + 437 + SHARE / 4, nodes.get(1).held);

    nodes.forEach(node -> node.demand = Double.POSITIVE_INFINITY);
    passes(Duration.ofSeconds(4));
    nodes.forEach(node -> assertEquals(SHARE, node.held));
  }

  @Test
  public void noMoreIsLentThanIsWanted() {
    start(2);
    nodes.get(0).demand = 1007;
    passes(Duration.ofSeconds(3));
    assertEquals(SHARE + 7, nodes.get(0).held);
    assertEquals(SHARE - 7, nodes.get(1).held);
  }

  @Test
  public void allTogetherNeverHaveMoreWhateverIsLostLateRepeatedOrCutOff() {
    for (long seed = 1; seed <= 200; seed++) {
      random = new Random(seed);
      nodes.clear();
      underWay.clear();
      lost = random.nextDouble() * 0.6;
      late = random.nextDouble() * 0.6;
      start(2 + random.nextInt(5));
      try {
        for (int i = 0; i < 60; i++) {
          Node one = nodes.get(random.nextInt(nodes.size()));
          switch (random.nextInt(4)) {
            case 0 -> one.demand = random.nextInt(3) * (double) SHARE;
            case 1 -> one.demand = Double.POSITIVE_INFINITY;
            case 2 -> one.cutOff = !one.cutOff;
            default -> one.standsStill(random.nextLong(8000 * MILLI));
          }
          passes(Duration.ofMillis(random.nextInt(3000)));
        }
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  @Test
  public void whatWasAskedForBeforeSharesChangedIsVoid() {
    Loans loans = new Loans();
    loans.borrow("a", 5, 100);
    assertEquals(5, loans.borrowed(101));
    loans.begin(200);
    assertEquals(0, loans.borrowed(201));
    loans.borrow("a", 5, 150);
    assertEquals(0, loans.borrowed(201));
    loans.borrow("a", 6, 250);
    assertEquals(6, loans.borrowed(251));
  }
}
