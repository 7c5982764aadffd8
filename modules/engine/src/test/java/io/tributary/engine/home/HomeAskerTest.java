package io.tributary.engine.home;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.testkit.javadsl.TestEntityRef;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.AfterClass;
import org.junit.Assert;
import org.junit.BeforeClass;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class HomeAskerTest extends JUnitSuite {
  private static final long PATIENCE_SECONDS = 30;
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(1500);
  private static final DiskStep STEP = new DiskStep.Drain("/x", "x.tributary");
  private static final Failure GONE = new Failure(FailureKind.NETWORK, "reach", "home", "gone", "");

  private static ActorTestKit kit;

  private final TestProbe<DiskHost.Command> host = kit.createTestProbe();
  private final CompletableFuture<DiskResult> answer = new CompletableFuture<>();

  @BeforeClass
  public static void start() {
    kit = ActorTestKit.create("askers", ConfigFactory.load());
  }

  @AfterClass
  public static void stop() {
    kit.shutdownTestKit();
  }

  /** Asks whoever answers what {@code says}. */
  private void ask(HomeAsker.Patience patience, Behavior<DiskHost.Command> says) {
    ActorRef<DiskHost.Command> home =
        kit.spawn(Behaviors.monitor(DiskHost.Command.class, host.ref(), says));
    kit.spawn(
        HomeAsker.create(
            TestEntityRef.of(DiskHost.TYPE, "host", home), 7, STEP, patience, GONE, answer));
  }

  private static Behavior<DiskHost.Command> working() {
    return Behaviors.receive(DiskHost.Command.class)
        .onMessage(
            DiskHost.Run.class,
            run -> {
              run.replyTo().tell(new DiskHost.Working(run.id()));
              return Behaviors.same();
            })
        .build();
  }

  private void isGone() {
    ExecutionException failed =
        Assert.assertThrows(
            ExecutionException.class, () -> answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertEquals(GONE, ((TributaryException) failed.getCause()).failure());
  }

  @Test
  public void aHomeThatIsSilentIsGone() {
    ask(new HomeAsker.Patience(SHORT, LONG), Behaviors.ignore());
    isGone();
  }

  @Test
  public void aHomeThatWorksIsWaitedForHoweverLongItTakes() {
    ask(new HomeAsker.Patience(Duration.ofSeconds(6), LONG), working());
    DiskHost.Run last = null;
    // A second apart at least: the last one comes when the first is longer ago than that silence.
    for (int asked = 0; asked < 8; asked++) {
      last = host.expectMessageClass(DiskHost.Run.class, Duration.ofSeconds(PATIENCE_SECONDS));
    }
    assertFalse(answer.isDone());
    last.replyTo().tell(new DiskHost.Finished(7, new DiskResult.Done()));
    assertEquals(new DiskResult.Done(), answer.orTimeout(30, TimeUnit.SECONDS).join());
  }

  @Test
  public void whatHasALimitIsNotWaitedForBeyondIt() {
    long beganNanos = System.nanoTime();
    ask(new HomeAsker.Patience(LONG, SHORT), working());
    isGone();
    assertTrue(System.nanoTime() - beganNanos >= SHORT.toNanos());
  }
}
