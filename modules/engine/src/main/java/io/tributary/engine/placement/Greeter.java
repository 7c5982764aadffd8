package io.tributary.engine.placement;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ClusterEvent.MemberUp;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Hears of every node that is up or comes up and may be greeted, once. */
final class Greeter {
  private Greeter() {}

  static Behavior<MemberUp> create(Predicate<Set<String>> greetable, Consumer<NodeId> greeting) {
    return Behaviors.setup(
        context -> {
          Cluster.get(context.getSystem())
              .subscriptions()
              .tell(Subscribe.create(context.getSelf(), MemberUp.class));
          return Behaviors.receive(MemberUp.class)
              .onMessage(
                  MemberUp.class,
                  up -> {
                    if (greetable.test(up.member().getRoles())) {
                      greeting.accept(NodeId.of(up.member().uniqueAddress()));
                    }
                    return Behaviors.same();
                  })
              .build();
        });
  }
}
