package io.tributary.server;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.engine.client.ClusterClient;
import io.tributary.engine.journal.SqliteJournal;
import io.tributary.engine.node.LocalNode;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;

/**
 * A cluster of two in one process, over real sockets: a node that does all the work, and a service
 * that only asks, with neither roles nor a database.
 */
final class AskingNode implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final Config LOADED = ConfigFactory.load();

  /** Both end at once: neither has to wait for the other. */
  private static final Config SHORT =
      ConfigFactory.parseString("akka.coordinated-shutdown.run-by-actor-system-terminate = off");

  final ActorSystem<Void> worker;
  final ActorSystem<Void> service;

  AskingNode(Path database) {
    worker = ActorSystem.create(Behaviors.empty(), "asked", SHORT.withFallback(worker(database)));
    service =
        ActorSystem.create(
            Behaviors.empty(), "asked", SHORT.withFallback(ClusterClient.config(LOADED)));
    join(worker);
    awaitUp(worker, 1);
    join(service);
    awaitUp(worker, 2);
    awaitUp(service, 2);
  }

  private static Config worker(Path database) {
    Config application =
        ConfigFactory.parseString(
                """
                tributary.local-node.akka {
                  remote.artery.untrusted-mode = off
                  cluster.roles = ["coordinator", "fetcher", "name:worker"]
                }
                tributary.history.enabled = on
                tributary.submission { poll-interval = 200ms, progress-interval = 200ms }
                """)
            .withFallback(LOADED);
    return LocalNode.config(SqliteJournal.open(database), application);
  }

  private void join(ActorSystem<Void> node) {
    Cluster.get(node).manager().tell(Join.create(Cluster.get(worker).selfMember().address()));
  }

  private static void awaitUp(ActorSystem<Void> system, int nodes) {
    long began = System.nanoTime();
    while (up(system) < nodes) {
      if (System.nanoTime() - began > PATIENCE_NANOS) {
        throw new AssertionError("no cluster");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static long up(ActorSystem<Void> system) {
    return StreamSupport.stream(Cluster.get(system).state().getMembers().spliterator(), false)
        .filter(member -> member.status() == MemberStatus.up())
        .count();
  }

  @Override
  public void close() throws Exception {
    service.terminate();
    worker.terminate();
    service.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
    worker.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
