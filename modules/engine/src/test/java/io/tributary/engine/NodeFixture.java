package io.tributary.engine;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A node that is a cluster of its own, and what tests wait for on it. */
public final class NodeFixture implements AutoCloseable {
  public static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration POLL = Duration.ofMillis(50);

  private final ActorTestKit kit;
  private final TestProbe<Object> clock;

  private NodeFixture(ActorTestKit kit) {
    this.kit = kit;
    this.clock = kit.createTestProbe();
  }

  /** Starts one; it is up when this returns. */
  public static NodeFixture start(String name, Config config) throws InterruptedException {
    ActorTestKit kit = ActorTestKit.create(name, config);
    join(kit.system());
    return new NodeFixture(kit);
  }

  /** Makes a system a cluster of its own. */
  public static void join(ActorSystem<?> system) throws InterruptedException {
    CountDownLatch up = new CountDownLatch(1);
    akka.cluster.Cluster.get(system).registerOnMemberUp(up::countDown);
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    if (!up.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the node did not start");
    }
  }

  public ActorTestKit kit() {
    return kit;
  }

  public ActorSystem<Void> system() {
    return kit.system();
  }

  public static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** What may fail for a while. */
  @FunctionalInterface
  public interface Check {
    void run() throws Exception;
  }

  /** Until the check holds; fails with the last failure. */
  public void eventually(Check check) {
    clock.awaitAssert(
        PATIENCE,
        POLL,
        () -> {
          try {
            check.run();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
          return check;
        });
  }

  /** Lets the time pass in which something goes on, or is to fail. */
  public void pass(Duration time) {
    clock.expectNoMessage(time);
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}
