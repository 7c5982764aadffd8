package io.tributary.server.live;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.server.live.LiveLog.Draft;
import io.tributary.server.live.LiveLog.Next;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Listeners have places in one log, and nothing is kept for any of them. */
public final class LiveLogTest extends JUnitSuite {
  private static final int BEYOND_ALL = 1000;

  private final LiveLog log = new LiveLog("e");

  private static ObjectNode data(int n) {
    return JsonNodeFactory.instance.objectNode().put("n", n);
  }

  private void publish(int from, int to) {
    List<Draft> drafts =
        IntStream.rangeClosed(from, to).mapToObj(n -> new Draft("changed", data(n))).toList();
    log.publish(drafts, data(-to));
  }

  private CompletableFuture<Next> after(long place) {
    return log.after(place).toCompletableFuture();
  }

  private static String text(CompletableFuture<Next> next) {
    return next.join().text().utf8String();
  }

  @Test
  public void whoIsNewBeginsWithTheSnapshotAndHearsWhatFollows() {
    CompletableFuture<Next> first = after(LiveLog.NOWHERE);
    assertFalse("there is nothing yet", first.isDone());
    publish(1, 2);
    assertEquals("id: e-2\nevent: snapshot\ndata: {\"n\":-2}\n\n", text(first));
    CompletableFuture<Next> second = after(first.join().place());
    assertFalse(second.isDone());
    publish(3, 4);
    assertEquals(
        "id: e-3\nevent: changed\ndata: {\"n\":3}\n\nid: e-4\nevent: changed\ndata: {\"n\":4}\n\n",
        text(second));
    assertEquals(4, second.join().place());
  }

  @Test
  public void whoNamesTheLastEventGoesOnAfterIt() {
    publish(1, 5);
    long place = log.place(Optional.of("e-3"));
    assertTrue(text(after(place)), text(after(place)).startsWith("id: e-4\n"));
    for (String unknown : List.of("f-3", "e-", "e-x", "e-99999999999999999999", "")) {
      assertEquals(unknown, LiveLog.NOWHERE, log.place(Optional.of(unknown)));
    }
  }

  @Test
  public void whoIsTooFarBehindBeginsAgainAndNothingIsKeptForThem() {
    publish(1, 1);
    publish(2, BEYOND_ALL);
    assertTrue(text(after(1)), text(after(1)).startsWith("id: e-1000\nevent: snapshot\n"));
    long inReach = BEYOND_ALL - 1;
    assertTrue(text(after(inReach)).startsWith("id: e-1000\nevent: changed\n"));
  }

  @Test
  public void largeEventsPushOutEarlierOnesToo() {
    publish(1, 1);
    for (int n = 2; n < 100; n++) {
      log.publish(List.of(new Draft("changed", data(n).put("text", "x".repeat(1 << 17)))), data(n));
    }
    assertTrue(text(after(1)).contains("event: snapshot"));
    long bytes = 0;
    for (long at = 80; at < 99; at = after(at).join().place()) {
      bytes = Math.max(bytes, after(at).join().text().size());
    }
    assertTrue("at most so much at once: " + bytes, bytes < 300_000);
  }

  @Test
  public void nobodyGoesOnAfterATimeInWhichNobodyLooked() {
    publish(1, 5);
    log.cut();
    CompletableFuture<Next> next = after(log.place(Optional.of("e-5")));
    assertFalse(next.isDone());
    publish(6, 6);
    assertTrue(text(next), text(next).contains("event: snapshot"));
  }
}
