package io.tributary.server.membership;

import akka.Done;
import akka.actor.Address;
import akka.actor.Cancellable;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.JoinSeedNodes;
import io.tributary.engine.journal.JournalDatabase;
import io.tributary.engine.journal.MemberRegister;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import scala.concurrent.ExecutionContextExecutor;

/**
 * Joins by seed nodes. The first of them founds a cluster when no other answers: one that is only
 * cut off from the others must not, or there would be two clusters at work on the same downloads,
 * and they would never find each other again. So it asks the database first whether others live.
 */
final class SeedJoin {
  /** Several times within the silence after which a member counts as gone. */
  private static final Duration BEAT = Duration.ofSeconds(1);

  /** The register forgets whoever gives no sign of life, too. */
  private static final Duration END_PATIENCE = Duration.ofSeconds(1);

  private final ActorSystem<?> system;
  private final Cluster cluster;
  private final MemberRegister register;
  private final List<Address> seeds;
  private final Duration silence;
  private final ExecutionContextExecutor blocking;
  private boolean registered;

  /** Once in a row: the beats go on. */
  private boolean awaySaid;

  private List<Address> asked = List.of();

  /**
   * @param silence after which a member that gives no sign of life counts as gone
   */
  SeedJoin(ActorSystem<?> system, List<Address> seeds, Duration silence) {
    this.system = system;
    this.cluster = Cluster.get(system);
    this.register = new MemberRegister(JournalDatabase.get(system), self());
    this.seeds = seeds;
    this.silence = silence;
    this.blocking = system.dispatchers().lookup(DispatcherSelector.blocking());
  }

  private Address self() {
    return cluster.selfMember().address();
  }

  /** Begins; returns at once. Once it is a member, this node says so for as long as it is one. */
  void begin() {
    Cancellable beats =
        system.scheduler().scheduleWithFixedDelay(Duration.ZERO, BEAT, this::beat, blocking);
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "tributary-forget-member",
            () -> end(beats));
  }

  /** A database that is away is asked again: without it this node could do nothing anyway. */
  private void beat() {
    try {
      if (!registered) {
        // Whoever was at this address before is gone, or we could not listen there.
        register.forget();
        registered = true;
      }
      MemberStatus status = cluster.selfMember().status();
      if (status == MemberStatus.removed()) {
        join();
      } else if (status == MemberStatus.up() || status == MemberStatus.weaklyUp()) {
        register.note();
        awaySaid = false;
      }
    } catch (UncheckedIOException away) {
      if (!awaySaid) {
        system.log().warn("The register of members cannot be used: {}", away.getMessage());
      }
      awaySaid = true;
    }
  }

  private void join() {
    boolean founder = seeds.get(0).equals(self());
    List<Address> others = founder ? register.others(silence) : List.of();
    List<Address> next = others.isEmpty() ? seeds : others;
    if (!next.equals(asked)) {
      if (!others.isEmpty()) {
        system.log().info("Founding no cluster, there is one: waiting for an answer of {}", others);
      }
      asked = next;
      cluster.manager().tell(new JoinSeedNodes(next));
    }
  }

  private CompletionStage<Done> end(Cancellable beats) {
    beats.cancel();
    return CompletableFuture.supplyAsync(
            () -> {
              try {
                register.forget();
              } catch (UncheckedIOException away) {
                system.log().debug("Not taken from the register: {}", away.getMessage());
              }
              return Done.done();
            },
            blocking)
        .completeOnTimeout(Done.done(), END_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
