package io.tributary.server.live;

import static org.junit.Assert.assertEquals;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.http.javadsl.model.HttpEntity;
import akka.stream.KillSwitches;
import akka.stream.UniqueKillSwitch;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** How many may listen. */
public final class LiveEventsTest extends JUnitSuite {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ActorTestKit kit = ActorTestKit.create("live", ConfigFactory.load());
  private final LiveEvents events =
      new LiveEvents(kit.system(), LiveEventsTest::nobody, List.of(), Duration.ofSeconds(60), 1);

  @After
  public void stop() {
    kit.shutdownTestKit();
  }

  private static ObjectNode nobody() {
    ObjectNode cluster = JsonNodeFactory.instance.objectNode();
    cluster.putArray("nodes");
    return cluster;
  }

  private UniqueKillSwitch run(HttpEntity.Chunked entity, TestProbe<String> ends) {
    return entity
        .getDataBytes()
        .viaMat(KillSwitches.single(), Keep.right())
        .to(Sink.onComplete(end -> ends.ref().tell("it has ended")))
        .run(kit.system());
  }

  @Test
  public void whoeverAskedAtTheSameTimeIsNotOneTooMany() {
    Optional<HttpEntity.Chunked> one = events.stream(Optional.empty());
    Optional<HttpEntity.Chunked> two = events.stream(Optional.empty());
    TestProbe<String> oneEnds = kit.createTestProbe(String.class);
    TestProbe<String> twoEnds = kit.createTestProbe(String.class);
    UniqueKillSwitch first = run(one.get(), oneEnds);
    oneEnds.awaitAssert(
        PATIENCE,
        () -> {
          assertEquals(Optional.empty(), events.stream(Optional.empty()));
          return null;
        });
    run(two.get(), twoEnds);
    twoEnds.expectMessage(PATIENCE, "it has ended");
    oneEnds.expectNoMessage(Duration.ofMillis(200));
    assertEquals("one still listens", Optional.empty(), events.stream(Optional.empty()));
    first.shutdown();
    oneEnds.expectMessage(PATIENCE, "it has ended");
    oneEnds.awaitAssert(
        PATIENCE,
        () -> {
          assertEquals("places come free", true, events.stream(Optional.empty()).isPresent());
          return null;
        });
  }
}
