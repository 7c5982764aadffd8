package io.tributary.engine.governor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;

/** Hears what other nodes say to a governor, and wakes it in time. */
final class GovernorActor {
  static final String NAME = "tributary-governor";

  private static final Duration TICK = Duration.ofMillis(250);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final Duration LEAST_BACKOFF = Duration.ofMillis(200);
  private static final Duration MOST_BACKOFF = Duration.ofSeconds(10);
  private static final double BACKOFF_JITTER = 0.2;

  private GovernorActor() {}

  static void start(ActorSystem<?> system, Governor governor) {
    boolean clustered =
        system.settings().config().getString("akka.actor.provider").contains("cluster");
    var unused = system.systemActorOf(create(governor, clustered), NAME, Props.empty());
  }

  /** Without it no share would change any more, so it comes back whatever it failed with. */
  private static Behavior<Object> create(Governor governor, boolean clustered) {
    return Behaviors.supervise(listening(governor, clustered))
        .onFailure(
            SupervisorStrategy.restartWithBackoff(LEAST_BACKOFF, MOST_BACKOFF, BACKOFF_JITTER));
  }

  private enum Time {
    TICK,
    LOOK
  }

  private static Behavior<Object> listening(Governor governor, boolean clustered) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> listening(governor, clustered, timers, context.getSelf().narrow())));
  }

  private static Behavior<Object> listening(
      Governor governor, boolean clustered, TimerScheduler<Object> timers, ActorRef<Lent> self) {
    timers.startTimerWithFixedDelay(Time.TICK, Time.TICK, TICK);
    if (clustered) {
      timers.startTimerWithFixedDelay(Time.LOOK, Time.LOOK, Duration.ZERO, LOOK);
    }
    return Behaviors.receive(Object.class)
        .onMessageEquals(
            Time.TICK,
            () -> {
              governor.tick();
              return Behaviors.same();
            })
        .onMessageEquals(
            Time.LOOK,
            () -> {
              governor.look(self);
              return Behaviors.same();
            })
        .onMessage(
            Throttled.class,
            throttled -> {
              governor.heard(throttled);
              return Behaviors.same();
            })
        .onMessage(
            Allowed.class,
            allowed -> {
              governor.allow(allowed);
              return Behaviors.same();
            })
        .onMessage(
            LoanWanted.class,
            wanted -> {
              wanted.replyTo().tell(governor.lend(wanted));
              return Behaviors.same();
            })
        .onMessage(
            Lent.class,
            lent -> {
              governor.borrow(lent);
              return Behaviors.same();
            })
        .build();
  }
}
