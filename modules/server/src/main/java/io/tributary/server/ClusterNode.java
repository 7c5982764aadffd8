package io.tributary.server;

import akka.actor.Address;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.meter.NodeMeter;
import io.tributary.engine.submission.Submissions;
import io.tributary.server.control.BindFailure;
import io.tributary.server.control.ControlServer;
import io.tributary.server.membership.Membership;
import io.tributary.server.metrics.NodeMetrics;
import io.tributary.server.settings.AkkaSettings;
import io.tributary.server.settings.NodeFile;
import io.tributary.server.settings.NodeSettings;
import io.tributary.server.trace.DownloadTraces;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A serving node: a member of a cluster, or of one of its own, with the HTTP API. It runs until it
 * is stopped, or the cluster removes it.
 */
public final class ClusterNode {
  private final ActorSystem<Void> system;
  private final NodeJournal journal;
  private final NodeSettings settings;
  private final ControlServer control;

  private ClusterNode(
      ActorSystem<Void> system, NodeJournal journal, NodeSettings settings, ControlServer control) {
    this.system = system;
    this.journal = journal;
    this.settings = settings;
    this.control = control;
  }

  /**
   * Starts a node as its configuration file says; blocks until it is a member, and its API is
   * served.
   *
   * @param waiting hears, in one line, what it has to wait for
   * @throws TributaryException USAGE when the file is wrong or a port is taken, STATE_UNUSABLE when
   *     the database cannot be used, NETWORK when the cluster is not found
   */
  public static ClusterNode start(Path file, Consumer<String> waiting) {
    NodeSettings settings = NodeFile.read(file);
    NodeJournal journal = NodeJournal.open(settings, waiting);
    try {
      ActorSystem<Void> system = create(settings, AkkaSettings.of(settings, journal.config()));
      try {
        return start(system, journal, settings);
      } catch (RuntimeException e) {
        stop(system, settings);
        throw e;
      }
    } catch (RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  static ClusterNode start(ActorSystem<Void> system, NodeJournal journal, NodeSettings settings) {
    // Others may give it work as soon as it is a member.
    NodeMetrics metrics = new NodeMetrics(system, AkkaSettings.version());
    DownloadTraces.start(system, settings.traces(), settings.name(), AkkaSettings.version());
    Membership.join(system, settings);
    Submissions submissions = Submissions.get(system);
    NodeMeter.start(system);
    ControlServer control =
        ControlServer.start(system, submissions, metrics, settings.http(), settings.tls());
    return new ClusterNode(system, journal, settings, control);
  }

  public String name() {
    return settings.name();
  }

  /** Where the other nodes reach it: host:port. */
  public String address() {
    Address address = Cluster.get(system).selfMember().address();
    return address.host().get() + ":" + address.port().get();
  }

  /** Where its API is. */
  public String url() {
    return control.url();
  }

  ActorSystem<Void> system() {
    return system;
  }

  /** Begins to leave the cluster; returns at once. Idempotent. */
  public void leave() {
    system.terminate();
  }

  /**
   * Waits until the node has ended.
   *
   * @throws TributaryException INTERNAL when nobody had asked for it: the cluster removed this
   *     node, or a fatal error stopped it
   */
  public void await() {
    system.getWhenTerminated().toCompletableFuture().join();
    journal.close();
    boolean asked =
        CoordinatedShutdown.get(system)
            .getShutdownReason()
            .map(CoordinatedShutdown.ActorSystemTerminateReason$.class::isInstance)
            .orElse(true);
    if (!asked) {
      throw Membership.removed(system, settings.name());
    }
  }

  /** Leaves, and waits; at most {@code tributary.cluster.leave-timeout}. */
  public void close() {
    stop(system, settings);
    journal.close();
  }

  static ActorSystem<Void> create(NodeSettings settings, Config config) {
    try {
      return ActorSystem.create(Behaviors.empty(), settings.systemName(), config);
    } catch (RuntimeException e) {
      throw new Failure(
              FailureKind.USAGE,
              "listen for other nodes on",
              settings.artery().host() + ":" + settings.artery().port(),
              BindFailure.reason(e),
              "set another tributary.cluster.port, or stop what uses it")
          .asException(e);
    }
  }

  private static void stop(ActorSystem<Void> system, NodeSettings settings) {
    system.terminate();
    try {
      system
          .getWhenTerminated()
          .toCompletableFuture()
          .get(settings.leaveTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      // Every event is on disk before its effect; what still runs here holds nothing to lose.
      return;
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
