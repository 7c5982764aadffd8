package io.tributary.engine.meter;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.placement.Placement;
import io.tributary.engine.serialization.TributarySerializable;

/**
 * Says how much a node has fetched, to whoever in its cluster asks. Found by its {@link #KEY}; does
 * nothing while nobody asks.
 */
public final class NodeMeter {
  public static final ServiceKey<Read> KEY = ServiceKey.create(Read.class, "tributary-node-meter");

  /** Answered at once. */
  public record Read(ActorRef<Reading> replyTo) implements TributarySerializable {}

  /**
   * @param node {@code host:port#uid}
   * @param arrivedBytes what sources have sent to it since it started
   * @param atNanos when, by a clock of its own: of two readings the difference means something
   */
  public record Reading(String node, long arrivedBytes, long atNanos)
      implements TributarySerializable {}

  private NodeMeter() {}

  /** Starts that of this node; once. */
  public static void start(ActorSystem<?> system) {
    ActorRef<Read> meter =
        system.systemActorOf(create(system), "tributary-node-meter", Props.empty());
    system.receptionist().tell(Receptionist.register(KEY, meter));
  }

  private static Behavior<Read> create(ActorSystem<?> system) {
    String node = Placement.get(system).self().text();
    NodeResources resources = NodeResources.get(system);
    return Behaviors.receive(Read.class)
        .onMessage(
            Read.class,
            read -> {
              long arrived = resources.arrivedBytes().sum();
              read.replyTo().tell(new Reading(node, arrived, System.nanoTime()));
              return Behaviors.same();
            })
        .build();
  }
}
