package io.tributary.engine.job;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EffectFactories;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.lane.Failures;
import io.tributary.engine.node.NodeResources;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** How a job that nobody will go on with is forgotten. Confined to its coordinator's thread. */
final class JobForgetting {
  private final ActorContext<JobCoordinator.Command> context;
  private final EffectFactories<JobEvent, JobState> effects;
  private final Runnable sleep;
  private boolean underWay;

  /**
   * @param sleep lets the entity go when it has nothing more to do
   */
  JobForgetting(
      ActorContext<JobCoordinator.Command> context,
      EffectFactories<JobEvent, JobState> effects,
      Runnable sleep) {
    this.context = context;
    this.effects = effects;
    this.sleep = sleep;
  }

  /** Whether something is being deleted: what is begun meanwhile would be deleted too. */
  boolean underWay() {
    return underWay;
  }

  Effect<JobEvent, JobState> onForget(JobState state, ActorRef<JobUpdate> asker, boolean working) {
    List<Leftover> all = state.leftoversWithThis();
    if (working || underWay) {
      asker.tell(ended(state, FailureKind.DESTINATION_BUSY, "it is being worked on", true));
    } else if (all.isEmpty()) {
      last(asker, forgotten(state));
    } else {
      underWay = true;
      String root = state.spec().root();
      context.pipeToSelf(
          remove(state.spec(), all),
          (clean, failure) ->
              new JobCoordinator.Forgotten(
                  asker,
                  failure != null ? Failures.of(failure, root) : clean ? null : staysBehind(root)));
    }
    return effects.none();
  }

  private CompletionStage<Boolean> remove(JobSpec spec, List<Leftover> all) {
    NodeResources node = NodeResources.get(context.getSystem());
    return LargeLeftovers.discard(context, spec, all)
        .thenCompose(
            done ->
                CompletableFuture.supplyAsync(
                    () -> Sweep.of(Path.of(spec.root()), all), node.fileDispatcher()));
  }

  Effect<JobEvent, JobState> onForgotten(JobCoordinator.Forgotten forgotten) {
    underWay = false;
    if (forgotten.failureOrNull() != null) {
      last(forgotten.asker(), new JobUpdate.Ended(forgotten.failureOrNull(), true));
      return effects.none();
    }
    return effects
        .persist(new JobEvent.Completed())
        .thenRun(state -> last(forgotten.asker(), forgotten(state)));
  }

  private void last(ActorRef<JobUpdate> asker, JobUpdate.Ended update) {
    asker.tell(update);
    sleep.run();
  }

  private static JobUpdate.Ended forgotten(JobState state) {
    return ended(state, FailureKind.INTERRUPTED, "it is forgotten", false);
  }

  private static JobUpdate.Ended ended(
      JobState state, FailureKind kind, String reason, boolean resumable) {
    String root = state.specOrNull() == null ? "a directory" : state.specOrNull().root();
    return new JobUpdate.Ended(new Failure(kind, "forget the job to", root, reason, ""), resumable);
  }

  private static Failure staysBehind(String root) {
    return new Failure(
        FailureKind.LOCAL_DISK,
        "delete what a job has left in",
        root,
        "some of it cannot be deleted",
        "see the log with -v, and try again");
  }
}
