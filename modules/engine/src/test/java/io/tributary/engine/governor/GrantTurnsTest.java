package io.tributary.engine.governor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.api.Priority;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

/** Who is next where several wait. */
public final class GrantTurnsTest extends GrantsFixture {
  @Test
  public void whoComesLaterHasItsPlacesBeforeAllThatOthersHaveWaiting() {
    connections(8);
    Deque<Grants.Permit> huge = new ArrayDeque<>();
    for (int i = 0; i < 10_000; i++) {
      var unused = acquire().thenAccept(huge::add);
    }
    assertEquals(8, huge.size());
    Deque<Grants.Permit> small = new ArrayDeque<>();
    Party other = party("b", Priority.NORMAL);
    for (int i = 0; i < 100; i++) {
      var unused = acquire(other).thenAccept(small::add);
    }
    for (int i = 0; i < 4; i++) {
      huge.poll().close(null);
    }
    assertEquals("half of the places", 4, small.size());
    // Its requests are over at once, those of the other last: it still has half of the places.
    for (int i = 0; i < 96; i++) {
      small.poll().close(null);
      assertEquals(4, small.size());
      assertEquals(4, huge.size());
    }
    small.poll().close(null);
    assertEquals("nobody else wants them", 5, huge.size());
  }

  @Test
  public void turnsGoRoundByWeightWhereOnlyThePaceIsShort() {
    limit(new Limits(0, 100, 0));
    Map<Priority, Integer> begun = new HashMap<>();
    for (Priority priority : Priority.values()) {
      Party one = party(priority.name(), priority);
      for (int i = 0; i < 10_000; i++) {
        var unused = acquire(one).thenAccept(permit -> begun.merge(priority, 1, Integer::sum));
      }
    }
    time.passes(10 * SECOND);
    int all = begun.values().stream().mapToInt(Integer::intValue).sum();
    assertEquals(100 * 10 + 25, all, 3);
    assertEquals(all * 4 / 5.25, begun.get(Priority.HIGH), 30);
    assertEquals(all / 5.25, begun.get(Priority.NORMAL), 30);
    assertEquals(all * 0.25 / 5.25, begun.get(Priority.LOW), 30);
  }

  @Test
  public void whoWasIdleHasSavedNoTurns() {
    limit(new Limits(0, 100, 0));
    AtomicInteger ofOther = new AtomicInteger();
    Party other = party("b", Priority.NORMAL);
    var first = acquire(other).thenAccept(permit -> ofOther.incrementAndGet());
    for (int i = 0; i < 5000; i++) {
      var unused = acquire();
    }
    time.passes(10 * SECOND);
    for (int i = 0; i < 5000; i++) {
      var unused = acquire(other).thenAccept(permit -> ofOther.incrementAndGet());
    }
    time.passes(2 * SECOND);
    assertTrue(first.isDone());
    assertEquals(100, ofOther.get(), 3);
  }

  @Test
  public void whoDoesNotWaitAnyMoreTakesNoTurn() {
    connections(1);
    Grants.Permit held = acquire().join();
    var given = grants.acquire(party, BUCKET, () -> false).toCompletableFuture();
    var next = acquire();
    held.close(null);
    assertTrue(given.isCompletedExceptionally());
    assertTrue(next.isDone());
    var up = grants.acquire(party, BUCKET, () -> false).toCompletableFuture();
    grants.tidy();
    assertTrue("without its turn, too", up.isCompletedExceptionally());
    next.join().close(null);
    assertEquals(0, grants.underWay());
  }
}
