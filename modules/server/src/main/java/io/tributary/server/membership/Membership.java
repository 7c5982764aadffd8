package io.tributary.server.membership;

import akka.Done;
import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.cluster.typed.JoinSeedNodes;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import akka.management.javadsl.AkkaManagement;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.server.settings.HostPort;
import io.tributary.server.settings.NodeSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How a node becomes a member of its cluster. */
public final class Membership {
  private Membership() {}

  /**
   * Joins, and waits until the node is up.
   *
   * @throws TributaryException NETWORK when the others are not found in time, USAGE when the
   *     management port cannot be listened on
   */
  public static void join(ActorSystem<?> system, NodeSettings settings) {
    CompletableFuture<Done> up = new CompletableFuture<>();
    akka.cluster.Cluster.get(system).registerOnMemberUp(() -> up.complete(Done.done()));
    Cluster cluster = Cluster.get(system);
    switch (settings.joining().way()) {
      case ALONE -> cluster.manager().tell(Join.create(cluster.selfMember().address()));
      case SEEDS -> cluster.manager().tell(new JoinSeedNodes(addresses(settings)));
      case BOOTSTRAP -> bootstrap(system, settings);
    }
    await(up, settings);
  }

  private static List<Address> addresses(NodeSettings settings) {
    return settings.joining().seeds().stream()
        .map(seed -> new Address("akka", settings.systemName(), seed.host(), seed.port()))
        .toList();
  }

  private static void bootstrap(ActorSystem<?> system, NodeSettings settings) {
    try {
      AkkaManagement.get(system).start().toCompletableFuture().join();
      ClusterBootstrap.get(system).start();
    } catch (CompletionException e) {
      var bootstrap = settings.config().getConfig("tributary.cluster.bootstrap");
      throw new Failure(
              FailureKind.USAGE,
              "listen for cluster bootstrap on",
              bootstrap.getString("management-host") + ":" + bootstrap.getInt("management-port"),
              String.valueOf(e.getCause().getMessage()),
              "set another tributary.cluster.bootstrap.management-port")
          .asException(e);
    }
  }

  private static void await(CompletableFuture<Done> up, NodeSettings settings) {
    Duration timeout = settings.joinTimeout();
    try {
      up.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new Failure(
              FailureKind.NETWORK,
              "join",
              "the cluster " + settings.systemName(),
              "no member of it has answered for " + timeout.toSeconds() + " s",
              "check that " + where(settings) + " runs, with the same name, versions and TLS files")
          .asException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  private static String where(NodeSettings settings) {
    List<HostPort> seeds = settings.joining().seeds();
    return seeds.isEmpty() ? "it" : seeds.get(0).host() + ":" + seeds.get(0).port();
  }
}
