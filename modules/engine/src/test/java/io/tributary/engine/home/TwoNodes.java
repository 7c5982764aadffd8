package io.tributary.engine.home;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import akka.cluster.typed.Join;
import akka.cluster.typed.Leave;
import akka.remote.RARP;
import akka.remote.testkit.Blackhole$;
import akka.remote.testkit.Direction;
import akka.remote.testkit.SetThrottle;
import akka.remote.testkit.Unthrottled$;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.Tributary;
import io.tributary.engine.journal.PostgresDatabases;
import io.tributary.engine.journal.SqliteJournal;
import io.tributary.engine.node.LocalNode;
import io.tributary.engine.submission.Submission;
import io.tributary.engine.submission.Submissions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * A cluster in one process: "home" has the disk, "worker" coordinates and fetches, and sees none of
 * it, since it may not write there. Either can be killed, and be started again as another
 * incarnation; that a process stands still for a while downs nobody. With a database they share
 * their journal, and home coordinates and fetches, too.
 */
final class TwoNodes implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final String SECRET = "0123456789abcdef";
  private static final String ALL_ROLES = "\"coordinator\", \"fetcher\",";

  private final List<ActorSystem<Void>> others = new ArrayList<>();
  private final Path directory;
  private final Path homeRoot;
  private final Path workerRoot;
  private final String workerSecret;
  private final Config database;
  private final Duration stableAfter;
  ActorSystem<Void> home;
  ActorSystem<Void> worker;

  TwoNodes(Path directory, Path homeRoot, Path workerRoot) throws Exception {
    this(directory, homeRoot, workerRoot, SECRET);
  }

  TwoNodes(Path directory, Path homeRoot, Path workerRoot, String workerSecret) throws Exception {
    this(
        directory,
        homeRoot,
        workerRoot,
        workerSecret,
        ConfigFactory.empty(),
        Duration.ofSeconds(20));
  }

  /**
   * @param database of the journal that they share; empty for one each
   * @param stableAfter how soon one that cannot be reached is taken out
   */
  TwoNodes(Path directory, Path homeRoot, Path workerRoot, Config database, Duration stableAfter)
      throws Exception {
    this(directory, homeRoot, workerRoot, SECRET, database, stableAfter);
  }

  private TwoNodes(
      Path directory,
      Path homeRoot,
      Path workerRoot,
      String workerSecret,
      Config database,
      Duration stableAfter)
      throws Exception {
    this.database = database;
    this.stableAfter = stableAfter;
    this.directory = directory;
    this.homeRoot = homeRoot;
    this.workerRoot = workerRoot;
    this.workerSecret = workerSecret;
    startWorker();
    startHome();
  }

  void startWorker() throws Exception {
    worker = node("worker", "127.0.0.1", ALL_ROLES, workerRoot, workerSecret);
    join(worker);
    awaitUp(worker, 1);
    Tributary.get(worker);
  }

  void startHome() throws Exception {
    String roles = database.isEmpty() ? "" : ALL_ROLES;
    home = node("home", "127.0.0.2", roles, homeRoot, SECRET);
    join(home);
    awaitUp(home, 2);
    awaitUp(worker, 2);
    Tributary.get(home);
  }

  /** One more that fetches; with "" it has no secret, and no data port. */
  void join(String name, Path root, String secret) throws Exception {
    ActorSystem<Void> other = node(name, "127.0.0.1", "\"fetcher\",", root, secret);
    others.add(other);
    join(other);
    for (ActorSystem<Void> one : List.of(home, worker, other)) {
      awaitUp(one, 2 + others.size());
    }
    Tributary.get(other);
  }

  private void join(ActorSystem<Void> node) {
    Cluster.get(node).manager().tell(Join.create(Cluster.get(worker).selfMember().address()));
  }

  private ActorSystem<Void> node(String name, String host, String roles, Path root, String secret)
      throws Exception {
    Path own = Files.createDirectories(directory.resolve("state-" + name));
    String secretFile = secret.isEmpty() ? "" : secretFile(own, secret);
    Config application =
        ConfigFactory.parseString(
                """
                tributary.local-node.akka {
                  actor.typed.extensions = []
                  remote.artery.untrusted-mode = off
                  remote.artery.advanced.test-mode = on
                  remote.artery.canonical.hostname = "%1$s"
                  remote.artery.bind.hostname = "%1$s"
                  cluster.roles = [%2$s "name:%3$s"]
                  cluster.failure-detector.heartbeat-interval = 500ms
                  cluster.failure-detector.acceptable-heartbeat-pause = 3s
                  cluster.split-brain-resolver.stable-after = %7$d ms
                  cluster.down-removal-margin = 1s
                  coordinated-shutdown.run-by-actor-system-terminate = off
                }
                tributary {
                  node.destination-roots = ["%4$s"]
                  node.data-port { enabled = %6$s, silence = 20s }
                  cluster.secret-file = "%5$s"
                  submission { poll-interval = 200ms, patience = 1s }
                }
                """
                    .formatted(
                        host,
                        roles,
                        name,
                        root,
                        secretFile,
                        !secret.isEmpty(),
                        stableAfter.toMillis()))
            .withFallback(database)
            .withFallback(ConfigFactory.load());
    if (!database.isEmpty()) {
      return ActorSystem.create(Behaviors.empty(), "nodes", PostgresDatabases.node(application));
    }
    SqliteJournal journal = journal(own.resolve("downloads.db"));
    return ActorSystem.create(Behaviors.empty(), "nodes", LocalNode.config(journal, application));
  }

  /**
   * What a node that was killed was writing, a thread of this process may have in hand for a
   * moment.
   */
  private static SqliteJournal journal(Path database) {
    long began = System.nanoTime();
    while (true) {
      try {
        return SqliteJournal.open(database);
      } catch (TributaryException locked) {
        if (System.nanoTime() - began > PATIENCE_NANOS) {
          throw locked;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
  }

  private static String secretFile(Path own, String secret) throws Exception {
    Path file = Files.writeString(own.resolve("secret"), secret);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file.toString();
  }

  /** It stops at once, and tells nobody; the others are told that it is gone for good. */
  void kill(ActorSystem<Void> node) throws Exception {
    Address address = Cluster.get(node).selfMember().address();
    node.terminate();
    node.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
    for (ActorSystem<Void> other : List.of(home, worker)) {
      if (!other.getWhenTerminated().toCompletableFuture().isDone()) {
        Cluster.get(other).manager().tell(new Down(address));
      }
    }
  }

  /** It leaves in good order, and is no member any more. */
  void leave(ActorSystem<Void> node) throws Exception {
    Cluster.get(node).manager().tell(Leave.create(Cluster.get(node).selfMember().address()));
    node.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  /** Whether nothing gets from one to the other and back, in which both run on. */
  void cut(boolean off) {
    throttle(home, worker, off);
    throttle(worker, home, off);
  }

  private static void throttle(ActorSystem<Void> node, ActorSystem<Void> from, boolean off) {
    ((RARP) RARP.get(Adapter.toClassic(node)))
        .provider()
        .transport()
        .managementCommand(
            new SetThrottle(
                Cluster.get(from).selfMember().address(),
                Direction.bothDirection(),
                off ? Blackhole$.MODULE$ : Unthrottled$.MODULE$));
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

  /** Members that are up and seen. */
  private static long up(ActorSystem<Void> system) {
    CurrentClusterState state = Cluster.get(system).state();
    return StreamSupport.stream(state.getMembers().spliterator(), false)
        .filter(member -> member.status() == MemberStatus.up())
        .filter(member -> !state.getUnreachable().contains(member))
        .count();
  }

  @Override
  public void close() throws Exception {
    for (ActorSystem<Void> other : others) {
      kill(other);
    }
    kill(home);
    kill(worker);
  }

  /** What is submitted, as the worker sees it. */
  Submissions submissions() {
    return Submissions.get(worker);
  }

  /** What comes within two minutes. */
  static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** A submission once it is as wanted, within two minutes. */
  Submission await(String id, Predicate<Submission> wanted) throws Exception {
    long began = System.nanoTime();
    Submission now = await(submissions().find(id)).orElseThrow();
    while (!wanted.test(now)) {
      if (System.nanoTime() - began > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
        throw new AssertionError("not in time: " + now);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      now = await(submissions().find(id)).orElseThrow();
    }
    return now;
  }
}
