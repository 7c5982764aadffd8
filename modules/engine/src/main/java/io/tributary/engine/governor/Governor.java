package io.tributary.engine.governor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import com.typesafe.config.Config;
import io.tributary.engine.lease.Lease;
import io.tributary.engine.lease.Leases;
import io.tributary.engine.observe.Observation;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.placement.Placement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What the downloads and jobs of this node may use, and whose turn it is. Limits of the cluster are
 * divided evenly among the nodes that fetch, and again when these change; nodes lend each other
 * what they do not use of their bandwidth. Thread-safe, never blocks.
 */
public final class Governor implements Extension {
  private static final Id ID = new Id();

  private final ActorSystem<?> system;
  private final Neighbours neighbours;
  private final Grants grants;
  private final ObservedRequests observed;
  private final Division division;
  private final Leases<String, Party> parties;
  private final Limits ofNode;
  private final Limits configured;
  private volatile ChosenLimits chosen = ChosenLimits.NONE;
  private volatile Sight sight = new Sight(0, 1);
  private volatile Limits inForce;

  /** Guarded by this. */
  private final Loans loans = new Loans();

  /** Which of how many nodes this one is. */
  private record Sight(int place, int nodes) {}

  private static final class Id extends ExtensionId<Governor> {
    @Override
    public Governor createExtension(ActorSystem<?> system) {
      return new Governor(system);
    }
  }

  private Governor(ActorSystem<?> system) {
    this.system = system;
    Config config = system.settings().config().getConfig("tributary");
    ofNode =
        new Limits(
            config.getInt("node.max-connections"),
            config.getDouble("node.requests-per-second"),
            config.getBytes("node.bandwidth-per-second"));
    configured =
        new Limits(
            config.getInt("cluster.limits.connections"),
            config.getDouble("cluster.limits.requests-per-second"),
            config.getBytes("cluster.limits.bytes-per-second"));
    observed = new ObservedRequests(Observation.get(system));
    neighbours = new Neighbours(system);
    grants = new Grants(System::nanoTime, this::ring, neighbours::tell);
    division = new Division(grants, System::nanoTime);
    parties = new Leases<>(division::leave);
    limit();
    GovernorActor.start(system, this);
  }

  public static Governor get(ActorSystem<?> system) {
    return ID.apply(system);
  }

  private void ring(Duration after, Runnable then) {
    try {
      var unused = system.scheduler().scheduleOnce(after, then, system.executionContext());
    } catch (IllegalStateException ends) {
      // The actor system does: nothing that waits will begin any more.
      return;
    }
  }

  /** Takes part from now on; whoever claims for the same owner is the same party. */
  public Lease<Party> join(Claim claim) {
    Lease<Party> party = parties.acquire(claim.owner(), () -> division.join(claim));
    if (party.value().claim().revision() < claim.revision()) {
      claim(claim.owner(), before -> claim);
    }
    return party;
  }

  /** What an owner may use was changed. */
  void allow(Allowed allowed) {
    claim(allowed.owner(), before -> before.with(allowed.allowance()));
  }

  private void claim(String owner, UnaryOperator<Claim> next) {
    if (division.claim(owner, next)) {
      grants.serve();
    }
  }

  /**
   * Begins a request when it has its turn, and learns from what becomes of it.
   *
   * @param bucket by {@link BucketName}
   * @param wanted whether it still is; asked in any thread, and must not wait. If not, the stage
   *     fails with a CancellationException.
   */
  public <T> CompletionStage<T> run(
      Party party, String bucket, BooleanSupplier wanted, Supplier<CompletionStage<T>> request) {
    return run(party, bucket, wanted, Runnable::run, request);
  }

  /**
   * The same for a request that blocks, called where that is allowed: it begins in the caller's
   * thread when its turn is now.
   *
   * @param later where it begins otherwise
   */
  public <T> CompletionStage<T> run(
      Party party,
      String bucket,
      BooleanSupplier wanted,
      Executor later,
      Supplier<CompletionStage<T>> request) {
    return grants.run(party, bucket, wanted, later, observed.whole(request));
  }

  /** All nodes together may use so much from now on, unless something was chosen later. */
  void choose(ChosenLimits limits) {
    if (isNews(limits)) {
      grants.serve();
    }
  }

  private synchronized boolean isNews(ChosenLimits limits) {
    boolean news = limits.revision() >= chosen.revision() && !limits.equals(chosen);
    if (news) {
      chosen = limits;
      loans.begin(System.nanoTime());
      limit();
    }
    return news;
  }

  /** What was chosen for all nodes together, as far as this one has heard. */
  ChosenLimits chosen() {
    return chosen;
  }

  private synchronized boolean isNews(Sight seen) {
    boolean news = !seen.equals(sight);
    if (news) {
      sight = seen;
      loans.begin(System.nanoTime());
      limit();
    }
    return news;
  }

  /**
   * Serves nobody, as that takes a while: of two threads, the one that changes something last must
   * be the one that says what is in force.
   */
  private synchronized void limit() {
    Sight now = sight;
    inForce = inForce(now);
    grants.limit(inForce);
    division.limit(inForce.bytesPerSecond(), now.place(), now.nodes());
  }

  private Limits ofCluster() {
    return chosen.over(configured);
  }

  /** Of the cluster's limits, as if nobody lent anything. */
  private Limits share(Sight now) {
    return ofCluster().share(now.place(), now.nodes());
  }

  private Limits inForce(Sight now) {
    Limits share = share(now);
    long nowNanos = System.nanoTime();
    long bytes = share.bytesPerSecond() - loans.lent(nowNanos) + loans.borrowed(nowNanos);
    return ofNode.and(share.bytesPerSecond() == 0 ? share : share.ofBytes(Math.max(1, bytes)));
  }

  /** Called a few times a second. */
  void tick() {
    division.look();
    limitIfOther();
  }

  /** What was lent comes back by itself, and what was borrowed goes. */
  private synchronized void limitIfOther() {
    if (!inForce(sight).equals(inForce)) {
      limit();
    }
  }

  /** Another node could use more than its share; this one does without from now on. */
  synchronized Lent lend(LoanWanted asked) {
    long loan =
        loans.lend(
            asked.borrower(),
            asked.bytesPerSecond(),
            share(sight).bytesPerSecond(),
            division.demand(),
            System.nanoTime());
    limitIfOther();
    return new Lent(Placement.get(system).self().text(), loan, asked.askedNanos());
  }

  /** Another node lends some of its share. */
  synchronized void borrow(Lent lent) {
    loans.borrow(lent.lender(), lent.bytesPerSecond(), lent.askedNanos());
    limitIfOther();
  }

  /** Asks the others for what they do not use, when this node could. */
  private void askForLoans(ActorRef<Lent> replyTo) {
    Sight now = sight;
    long own = share(now).bytesPerSecond();
    long most = ofNode.and(ofCluster()).bytesPerSecond();
    long wanted = (long) Math.min((double) most, division.demand()) - own;
    if (now.nodes() > 1 && own > 0 && wanted > 0) {
      String borrower = Placement.get(system).self().text();
      neighbours.tell(new LoanWanted(borrower, wanted, System.nanoTime(), replyTo));
    }
  }

  /**
   * Called about once a second.
   *
   * @param replyTo hears of loans
   */
  void look(ActorRef<Lent> replyTo) {
    List<NodeId> nodes = Placement.get(system).fetchersOutOfSightToo();
    int place = nodes.indexOf(Placement.get(system).self());
    Sight seen = new Sight(place < 0 ? nodes.size() : place, Math.max(1, nodes.size()));
    if (isNews(seen)) {
      grants.serve();
    }
    askForLoans(replyTo);
    grants.tidy();
  }

  void heard(Throttled throttled) {
    grants.heard(throttled);
  }

  /** What there is to see of it now. */
  public GovernorView view() {
    Sight now = sight;
    return new GovernorView(
        ofNode,
        configured,
        ofCluster(),
        now.nodes(),
        inForce,
        grants.underWay(),
        grants.throttled());
  }
}
