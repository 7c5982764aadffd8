package io.tributary.engine.governor;

import akka.actor.typed.ActorRef;
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
import java.util.function.Function;

/**
 * The limits of a cluster, to be changed while it runs. Every serving node starts it: then it hears
 * of changes within about a second, also of those from before it was started. Thread-safe.
 */
public final class ClusterLimits implements Extension {
  private static final Id EXTENSION = new Id();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Governor governor;
  private final EntityRef<LimitsKeeper.Command> keeper;

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
            LimitsWatcher.create(keeper, governor::choose), "tributary-limits", Props.empty());
  }

  public static ClusterLimits get(ActorSystem<?> system) {
    return EXTENSION.apply(system);
  }

  /** What was chosen last, as far as this node has heard. */
  public ChosenLimits chosen() {
    return governor.chosen();
  }

  /**
   * Limits all nodes together from now on, and after any restart; completes with them once they are
   * recorded. Fails with STATE_UNUSABLE when they are not, or nobody knows.
   */
  public CompletionStage<ChosenLimits> choose(ChosenLimits limits) {
    return ask(replyTo -> new LimitsKeeper.Choose(limits, replyTo));
  }

  /**
   * The same for only some of the limits, beside what others change meanwhile; completes with all.
   */
  public CompletionStage<ChosenLimits> change(LimitsChange change) {
    return ask(replyTo -> new LimitsKeeper.Change(change, replyTo));
  }

  private CompletionStage<ChosenLimits> ask(
      Function<ActorRef<ChosenLimits>, LimitsKeeper.Command> command) {
    return keeper
        .ask(command::apply, PATIENCE)
        .whenComplete(
            (recorded, failure) -> {
              if (failure == null) {
                governor.choose(recorded);
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
