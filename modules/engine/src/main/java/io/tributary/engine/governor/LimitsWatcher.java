package io.tributary.engine.governor;

import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Asks again and again which limits were chosen: a word that is lost, a node that comes later and a
 * keeper that moves are all the same to it. While nobody answers, what was heard last holds.
 */
final class LimitsWatcher {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration LEAST_BACKOFF = Duration.ofMillis(200);
  private static final Duration MOST_BACKOFF = Duration.ofSeconds(10);
  private static final double BACKOFF_JITTER = 0.2;

  sealed interface Message {}

  private record AskAgain() implements Message {}

  private record Answered(ChosenLimits limitsOrNull) implements Message {}

  private LimitsWatcher() {}

  /** Without it nothing would be heard any more, so it comes back whatever it failed with. */
  static Behavior<Message> create(
      EntityRef<LimitsKeeper.Command> keeper, Consumer<ChosenLimits> hear) {
    return Behaviors.supervise(asking(keeper, hear))
        .onFailure(
            SupervisorStrategy.restartWithBackoff(LEAST_BACKOFF, MOST_BACKOFF, BACKOFF_JITTER));
  }

  private static Behavior<Message> asking(
      EntityRef<LimitsKeeper.Command> keeper, Consumer<ChosenLimits> hear) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  context.getSelf().tell(new AskAgain());
                  return Behaviors.receive(Message.class)
                      .onMessage(
                          AskAgain.class,
                          again -> {
                            context.pipeToSelf(
                                keeper.ask(LimitsKeeper.Ask::new, PATIENCE),
                                (limits, failure) -> new Answered(limits));
                            return Behaviors.same();
                          })
                      .onMessage(
                          Answered.class,
                          answered -> {
                            if (answered.limitsOrNull() != null) {
                              hear.accept(answered.limitsOrNull());
                            }
                            timers.startSingleTimer(new AskAgain(), PAUSE);
                            return Behaviors.same();
                          })
                      .build();
                }));
  }
}
