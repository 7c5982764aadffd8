package io.tributary.server.live;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** One feed looks for all its listeners, and not at all while it has none. */
public final class LiveFeedTest extends JUnitSuite {
  private static final Duration AFTER_THE_LAST = Duration.ofMillis(300);

  private final ActorTestKit kit = ActorTestKit.create("live", ConfigFactory.load());
  private final LiveLog log = new LiveLog("e");
  private final AtomicInteger looks = new AtomicInteger();
  private volatile Instant firstSince = Instant.MAX;
  private volatile List<LiveRow> rows = List.of();
  private volatile RuntimeException trouble;

  private final LiveRows source =
      new LiveRows() {
        @Override
        public CompletionStage<List<LiveRow>> changedSince(Instant since, int limit) {
          firstSince = looks.getAndIncrement() == 0 ? since : firstSince;
          return trouble == null
              ? CompletableFuture.completedStage(rows)
              : CompletableFuture.failedStage(trouble);
        }

        @Override
        public CompletionStage<ObjectNode> count() {
          return CompletableFuture.completedStage(
              JsonNodeFactory.instance.objectNode().put("active", rows.size()));
        }

        @Override
        public String name() {
          return "downloads";
        }
      };

  private final ActorRef<LiveFeed.Command> feed =
      kit.spawn(LiveFeed.create(log, LiveFeedTest::nobody, List.of(source), AFTER_THE_LAST));

  @After
  public void stop() {
    kit.shutdownTestKit();
  }

  private static ObjectNode nobody() {
    ObjectNode cluster = JsonNodeFactory.instance.objectNode();
    cluster.putArray("nodes");
    return cluster;
  }

  private static LiveRow row(String state, long bytes) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", "a").put("state", state);
    return new LiveRow("download", "a", Instant.now(), bytes, 1000, json);
  }

  private LiveLog.Next after(long place) throws Exception {
    return log.after(place).toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  /** Reads on, not for ever, until an event of that type comes in which that is found. */
  private LiveLog.Next until(long place, String type, String found) throws Exception {
    LiveLog.Next next = after(place);
    for (int i = 0; i < 20; i++) {
      String text = next.text().utf8String();
      if (text.contains("event: " + type) && text.contains(found)) {
        return next;
      }
      next = after(next.place());
    }
    throw new AssertionError("no " + type + " with " + found);
  }

  private void quiet(Duration duration) {
    kit.createTestProbe(String.class).expectNoMessage(duration);
  }

  @Test
  public void itLooksWhileSomebodyListensAndOnceForAll() throws Exception {
    quiet(Duration.ofMillis(700));
    assertEquals("nobody listens", 0, looks.get());
    Instant joined = Instant.now();
    long begun = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      feed.tell(new LiveFeed.Joined());
    }
    LiveLog.Next snapshot = after(LiveLog.NOWHERE);
    assertTrue(snapshot.text().utf8String().contains("event: snapshot"));
    assertFalse(
        "what changed before anybody listened: " + firstSince + ", " + joined,
        firstSince.isBefore(joined.minusSeconds(10)));
    quiet(Duration.ofMillis(1200));
    // Five a second, and at the beginning.
    int looked = looks.get();
    double seconds = (System.nanoTime() - begun) / 1e9;
    assertTrue("for each of twenty: " + looked + " in " + seconds, looked <= 3 + 5 * seconds);
    for (int i = 0; i < 20; i++) {
      feed.tell(new LiveFeed.Left());
    }
    TestProbe<String> probe = kit.createTestProbe(String.class);
    probe.awaitAssert(
        Duration.ofSeconds(10),
        () -> {
          assertFalse(log.after(LiveLog.NOWHERE).toCompletableFuture().isDone());
          return null;
        });
    int then = looks.get();
    quiet(Duration.ofMillis(1200));
    assertEquals("nobody listens any more", then, looks.get());
  }

  @Test
  public void whatChangesIsToldAndTroubleIsSaid() throws Exception {
    feed.tell(new LiveFeed.Joined());
    long place = after(LiveLog.NOWHERE).place();
    rows = List.of(row("active", 0));
    LiveLog.Next changed = until(place, "changed", "");
    assertTrue(changed.text().utf8String().contains("\"state\":\"active\""));
    rows = List.of(row("active", 500));
    LiveLog.Next progress = until(changed.place(), "progress", "");
    assertTrue(progress.text().utf8String().contains("[\"download\",\"a\",500,1000,"));
    trouble = new IllegalStateException("the database is away");
    LiveLog.Next said = until(progress.place(), "cluster", "\"trouble\":\"the database is away\"");
    trouble = null;
    until(said.place(), "cluster", "\"trouble\":null");
  }
}
