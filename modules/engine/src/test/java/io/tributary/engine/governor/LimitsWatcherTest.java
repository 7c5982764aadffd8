package io.tributary.engine.governor;

import static org.junit.Assert.assertEquals;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.testkit.javadsl.TestEntityRef;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class LimitsWatcherTest extends JUnitSuite {
  private static final ChosenLimits LIMITS = new ChosenLimits(7, null, null);

  private final ActorTestKit kit = ActorTestKit.create();

  @After
  public void stop() {
    kit.shutdownTestKit();
  }

  @Test
  public void aFailureOfWhoHearsDoesNotEndTheHearing() {
    ActorRef<LimitsKeeper.Command> keeper =
        kit.spawn(
            Behaviors.receive(LimitsKeeper.Command.class)
                .onMessage(
                    LimitsKeeper.Ask.class,
                    ask -> {
                      ask.replyTo().tell(LIMITS);
                      return Behaviors.same();
                    })
                .build());
    TestProbe<ChosenLimits> heard = kit.createTestProbe();
    AtomicInteger calls = new AtomicInteger();
    kit.spawn(
        LimitsWatcher.create(
            TestEntityRef.of(LimitsKeeper.TYPE, LimitsKeeper.ID, keeper),
            limits -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("for a test");
              }
              heard.ref().tell(limits);
            }));
    assertEquals(LIMITS, heard.receiveMessage(Duration.ofSeconds(30)));
    assertEquals("and again", LIMITS, heard.receiveMessage(Duration.ofSeconds(30)));
  }
}
