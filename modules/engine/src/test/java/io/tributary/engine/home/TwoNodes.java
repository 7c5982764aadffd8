package io.tributary.engine.home;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.engine.Tributary;
import io.tributary.engine.journal.SqliteJournal;
import io.tributary.engine.node.LocalNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;

/**
 * A cluster in one process: "home" only has the disk, "worker" coordinates and fetches, and sees
 * none of it, since it may not write there.
 */
final class TwoNodes implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final String SECRET = "0123456789abcdef";

  final ActorSystem<Void> home;
  final ActorSystem<Void> worker;

  TwoNodes(Path directory, Path homeRoot, Path workerRoot) throws Exception {
    this(directory, homeRoot, workerRoot, SECRET);
  }

  TwoNodes(Path directory, Path homeRoot, Path workerRoot, String workerSecret) throws Exception {
    home = node(directory, "home", "", homeRoot, SECRET);
    worker = node(directory, "worker", "\"coordinator\", \"fetcher\",", workerRoot, workerSecret);
    Cluster first = Cluster.get(worker);
    first.manager().tell(Join.create(first.selfMember().address()));
    Cluster.get(home).manager().tell(Join.create(first.selfMember().address()));
    awaitUp(home);
    awaitUp(worker);
    Tributary.get(worker);
    Tributary.get(home);
  }

  private static ActorSystem<Void> node(
      Path directory, String name, String roles, Path root, String secret) throws Exception {
    Path own = Files.createDirectory(directory.resolve("state-" + name));
    Path secretFile = Files.writeString(own.resolve("secret"), secret);
    Files.setPosixFilePermissions(secretFile, PosixFilePermissions.fromString("rw-------"));
    Config application =
        ConfigFactory.parseString(
                "tributary.local-node.akka { actor.typed.extensions = []\n"
                    + "remote.artery.untrusted-mode = off\n"
                    + ("cluster.roles = [" + roles + "\"name:" + name + "\"] }\n")
                    + ("tributary.node.destination-roots = [\"" + root + "\"]\n")
                    + "tributary.node.home-silence = 3s\n"
                    + "tributary.node.data-port.enabled = on\n"
                    + ("tributary.cluster.secret-file = \"" + secretFile + "\""))
            .withFallback(ConfigFactory.load());
    SqliteJournal journal = SqliteJournal.open(own.resolve("downloads.db"));
    return ActorSystem.create(Behaviors.empty(), "nodes", LocalNode.config(journal, application));
  }

  private static void awaitUp(ActorSystem<Void> system) {
    long began = System.nanoTime();
    while (up(system) < 2) {
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
    for (ActorSystem<Void> system : List.of(home, worker)) {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
  }
}
