package com.example.mirror;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.JoinSeedNodes;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.engine.client.ClientActor;
import io.tributary.engine.client.ClusterClient;
import io.tributary.engine.client.HttpClient;
import io.tributary.engine.client.SubmissionStatus;
import io.tributary.engine.client.TributaryClient;
import io.tributary.engine.client.http.ControlAddress;
import io.tributary.engine.node.LocalNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Three ways to a client, and a program that takes the first. */
public final class MirrorMain {
  private MirrorMain() {}

  /** Downloads an object with a node inside this process: {@code DATABASE SOURCE FILE}. */
  public static void main(String[] arguments) {
    try (LocalNode node = LocalNode.start(Path.of(arguments[0]))) {
      TributaryClient client = ClusterClient.of(node.system());
      Mirror mirror = new Mirror(node.system(), client);
      SubmissionStatus end =
          mirror
              .download(arguments[1], Path.of(arguments[2]), System.out::println)
              .toCompletableFuture()
              .join();
      long lines = mirror.lines(arguments[1]).toCompletableFuture().join();
      System.out.println(end.state() + ", " + lines + " lines");
    }
  }

  /** A member of a cluster that asks, and does nothing of its work. */
  public static ActorSystem<Void> member(String cluster, List<Address> seeds) {
    Config config = ClusterClient.config(ConfigFactory.load());
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), cluster, config);
    Cluster.get(system).manager().tell(new JoinSeedNodes(seeds));
    return system;
  }

  /** From a program with an actor system of any kind, over https. */
  public static TributaryClient outside(
      ActorSystem<?> system, URI node, String token, Path authorities) {
    return HttpClient.of(system, new ControlAddress(node, token, authorities));
  }

  /** For actors, whichever the client is. */
  public static ActorRef<ClientActor.Command> actor(ActorSystem<?> system, TributaryClient client) {
    return system.systemActorOf(ClientActor.create(client), "tributary-client", Props.empty());
  }
}
