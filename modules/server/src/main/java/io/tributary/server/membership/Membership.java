package io.tributary.server.membership;

import akka.Done;
import akka.actor.Address;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
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
   *     management port cannot be listened on, INTERNAL when the cluster removes the node before it
   *     is up
   */
  public static void join(ActorSystem<?> system, NodeSettings settings) {
    CompletableFuture<Done> up = new CompletableFuture<>();
    akka.cluster.Cluster.get(system).registerOnMemberUp(() -> up.complete(Done.done()));
    // Whoever was about to become a member may be removed together with those that let it in.
    system
        .getWhenTerminated()
        .thenRun(() -> up.completeExceptionally(removed(system, settings.name())));
    Cluster cluster = Cluster.get(system);
    switch (settings.joining().way()) {
      case ALONE -> cluster.manager().tell(Join.create(cluster.selfMember().address()));
      case SEEDS -> new SeedJoin(system, addresses(settings), settings.memberSilence()).begin();
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
    } catch (ExecutionException e) {
      throw (TributaryException) e.getCause();
    } catch (TimeoutException e) {
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

  /** What a node ends with that its cluster has removed, or that a fatal error has stopped. */
  public static TributaryException removed(ActorSystem<?> system, String name) {
    String reason =
        CoordinatedShutdown.get(system)
            .getShutdownReason()
            .map(Object::toString)
            .orElse("no reason given");
    return new Failure(
            FailureKind.INTERNAL,
            "go on as",
            "the node " + name,
            "it has been removed from its cluster (" + reason + ")",
            "start it again; it joins as a new node")
        .asException();
  }

  private static String where(NodeSettings settings) {
    List<HostPort> seeds = settings.joining().seeds();
    return seeds.isEmpty() ? "it" : seeds.get(0).host() + ":" + seeds.get(0).port();
  }
}
