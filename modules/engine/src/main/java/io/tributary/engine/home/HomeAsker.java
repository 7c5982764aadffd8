package io.tributary.engine.home;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import io.tributary.core.failure.Failure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Asks a home again and again until it has done a step: neither a lost message nor a step of hours
 * matters, only a home that says nothing at all.
 */
final class HomeAsker {
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private HomeAsker() {}

  private sealed interface Message {}

  private record Heard(DiskHost.Reply reply) implements Message {}

  private record Again() implements Message {}

  /**
   * @param silence of the home after which {@code gone} is the answer
   * @param most after which it is the answer whatever the home says meanwhile
   */
  record Patience(Duration silence, Duration most) {}

  static Behavior<?> create(
      EntityRef<DiskHost.Command> host,
      long id,
      DiskStep step,
      Patience patience,
      Failure gone,
      CompletableFuture<DiskResult> answer) {
    return Behaviors.<Message>setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  ActorRef<DiskHost.Reply> replies =
                      context.messageAdapter(DiskHost.Reply.class, Heard::new);
                  DiskHost.Run run = new DiskHost.Run(id, step, replies);
                  return asking(timers, host, run, patience, gone, answer);
                }));
  }

  private static Behavior<Message> asking(
      TimerScheduler<Message> timers,
      EntityRef<DiskHost.Command> host,
      DiskHost.Run run,
      Patience patience,
      Failure gone,
      CompletableFuture<DiskResult> answer) {
    long beganNanos = System.nanoTime();
    long[] heardNanos = {beganNanos};
    host.tell(run);
    timers.startTimerWithFixedDelay(new Again(), AGAIN);
    return Behaviors.receive(Message.class)
        .onMessage(
            Again.class,
            again -> {
              long nowNanos = System.nanoTime();
              if (nowNanos - heardNanos[0] > patience.silence().toNanos()
                  || nowNanos - beganNanos > patience.most().toNanos()) {
                answer.completeExceptionally(gone.asException());
                return Behaviors.stopped();
              }
              host.tell(run);
              return Behaviors.same();
            })
        .onMessage(
            Heard.class,
            heard -> {
              heardNanos[0] = System.nanoTime();
              if (heard.reply() instanceof DiskHost.Finished finished) {
                answer.complete(finished.result());
                return Behaviors.stopped();
              }
              return Behaviors.same();
            })
        .build();
  }
}
