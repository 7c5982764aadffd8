package io.tributary.engine.governor;

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
 * divided evenly among the nodes that fetch and can be reached, and again when these change.
 * Thread-safe, never blocks.
 */
public final class Governor implements Extension {
  private static final Id ID = new Id();

  private final ActorSystem<?> system;
  private final Grants grants;
  private final ObservedRequests observed;
  private final Division division;
  private final Leases<String, Party> parties;
  private final Limits ofNode;
  private final Limits configured;
  private volatile ChosenLimits chosen = ChosenLimits.NONE;
  private volatile Sight sight = new Sight(0, 1);

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
    grants = new Grants(System::nanoTime, this::ring, new Neighbours(system)::tell);
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
    Limits inForce = inForce(now);
    grants.limit(inForce);
    division.limit(inForce.bytesPerSecond(), now.place(), now.nodes());
  }

  private Limits ofCluster() {
    return chosen.over(configured);
  }

  private Limits inForce(Sight now) {
    return ofNode.and(ofCluster().share(now.place(), now.nodes()));
  }

  /** Called a few times a second. */
  void tick() {
    division.look();
  }

  /** Called about once a second. */
  void look() {
    List<NodeId> nodes = Placement.get(system).fetchers();
    int place = nodes.indexOf(Placement.get(system).self());
    Sight seen = new Sight(place < 0 ? nodes.size() : place, Math.max(1, nodes.size()));
    if (isNews(seen)) {
      grants.serve();
    }
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
        inForce(now),
        grants.underWay(),
        grants.throttled());
  }
}
