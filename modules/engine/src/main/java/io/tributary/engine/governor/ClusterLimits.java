package io.tributary.engine.governor;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import akka.actor.typed.Props;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.placement.Placement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The limits of a cluster, to be changed while it runs. Every serving node starts it: then it hears
 * of changes within about a second, also of those from before it was started. Thread-safe.
 */
public final class ClusterLimits implements Extension {
  private static final Id EXTENSION = new Id();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Governor governor;
  private final EntityRef<LimitsKeeper.Command> keeper;
  private volatile ChosenLimits chosen = ChosenLimits.NONE;

  private static final class Id extends ExtensionId<ClusterLimits> {
    @Override
    public ClusterLimits createExtension(ActorSystem<?> system) {
      return new ClusterLimits(system);
    }
  }

  private ClusterLimits(ActorSystem<?> system) {
    governor = Governor.get(system);
    ClusterSharding sharding = ClusterSharding.get(system);
    sharding.init(
        Entity.of(LimitsKeeper.TYPE, entity -> LimitsKeeper.create())
            .withRole(Placement.COORDINATOR)
            .withStopMessage(new LimitsKeeper.Leave()));
    keeper = sharding.entityRefFor(LimitsKeeper.TYPE, LimitsKeeper.ID);
    var unused =
        system.systemActorOf(
            LimitsWatcher.create(keeper, this::hear), "tributary-limits", Props.empty());
  }

  public static ClusterLimits get(ActorSystem<?> system) {
    return EXTENSION.apply(system);
  }

  private void hear(ChosenLimits now) {
    chosen = now;
    governor.limitCluster(now.over(governor.configured()));
  }

  /** What was chosen last, as far as this node has heard. */
  public ChosenLimits chosen() {
    return chosen;
  }

  /**
   * Limits all nodes together from now on, and after any restart; completes with them once they are
   * recorded. Fails with STATE_UNUSABLE when they are not, or nobody knows.
   */
  public CompletionStage<ChosenLimits> choose(ChosenLimits limits) {
    return keeper
        .<ChosenLimits>ask(replyTo -> new LimitsKeeper.Choose(limits, replyTo), PATIENCE)
        .whenComplete(
            (recorded, failure) -> {
              if (failure == null) {
                hear(recorded);
              }
            })
        .exceptionallyCompose(
            late ->
                CompletableFuture.failedFuture(
                    new Failure(
                            FailureKind.STATE_UNUSABLE,
                            "change",
                            "the limits of the cluster",
                            "the node that keeps them does not answer",
                            "try again when the database can be reached")
                        .asException(late)));
  }
}
