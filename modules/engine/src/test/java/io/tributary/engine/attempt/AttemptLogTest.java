package io.tributary.engine.attempt;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What is told of many requests, and what is only counted. */
public final class AttemptLogTest extends JUnitSuite {
  private static final long PART = 100;

  private final AttemptLog log = new AttemptLog();
  private long nowMillis = 1_000;

  private Attempt done(String node, long start, long end, String requestId) {
    return attempt(node, start, end, Attempt.Outcome.DONE, null, "", requestId);
  }

  private Attempt failed(String node, FailureKind kind, String reason) {
    return attempt(node, 0, PART, Attempt.Outcome.FAILED, kind, reason, "");
  }

  private Attempt attempt(
      String node,
      long start,
      long end,
      Attempt.Outcome outcome,
      FailureKind kind,
      String reason,
      String requestId) {
    return new Attempt(
        Attempt.What.RANGE,
        node,
        start,
        end,
        kind == null ? end - start : 0,
        nowMillis++,
        10,
        1,
        outcome,
        kind == null ? Attempt.Next.NOTHING : Attempt.Next.AGAIN,
        kind,
        reason,
        requestId);
  }

  @Test
  public void thereIsNothingToTellOfNothing() {
    assertNull(log.takeOrNull());
    log.add(done("a", 0, PART, ""));
    assertEquals(1, log.takeOrNull().list().size());
    assertNull("told once", log.takeOrNull());
  }

  /** In whatever order they end. */
  @Test
  public void neighbouringRangesOfOneNodeAreOne() {
    log.add(done("a", 2 * PART, 3 * PART, "third"));
    log.add(done("a", 0, PART, "first"));
    log.add(done("b", 3 * PART, 4 * PART, "other"));
    log.add(done("a", PART, 2 * PART, "second"));

    List<Attempt> list = log.takeOrNull().list();

    assertEquals(2, list.size());
    Attempt whole = list.get(0);
    assertEquals("a", whole.node());
    assertEquals(0, whole.start());
    assertEquals(3 * PART, whole.end());
    assertEquals(3 * PART, whole.bytes());
    assertEquals(3, whole.requests());
    assertEquals(1_000, whole.beganMillis());
    assertEquals("to the end of the last", 13, whole.tookMillis());
    assertEquals("first", whole.requestId());
    assertEquals("b", list.get(1).node());
  }

  @Test
  public void aRangeThatWasFetchedTwiceIsToldTwice() {
    log.add(done("a", 0, PART, "once"));
    log.add(done("a", 0, PART, "again"));

    List<Attempt> list = log.takeOrNull().list();

    assertEquals(2, list.size());
    assertEquals("once", list.get(0).requestId());
  }

  @Test
  public void failuresAreKeptWhereSuccessesAreOnlyCounted() {
    for (int i = 0; i < AttemptLog.MOST; i++) {
      log.add(done("a", 2 * i * PART, (2 * i + 1) * PART, ""));
    }
    for (int i = 0; i < AttemptLog.MOST - 1; i++) {
      log.add(failed("a", FailureKind.NETWORK, "no " + i));
    }

    Attempts attempts = log.takeOrNull();

    assertEquals(AttemptLog.MOST, attempts.list().size());
    assertEquals(AttemptLog.MOST - 1, attempts.list().stream().filter(Attempt::trouble).count());
    assertEquals(AttemptLog.MOST - 1, attempts.leftOut());
    assertEquals((AttemptLog.MOST - 1) * PART, attempts.leftOutBytes());
    assertEquals(0, attempts.leftOutFailures());
  }

  @Test
  public void failuresOfOneKindAreOneWhereThereIsNoRoom() {
    for (int i = 0; i < 1_000; i++) {
      log.add(failed("a", FailureKind.THROTTLED, "busy " + i));
    }

    Attempts attempts = log.takeOrNull();

    assertEquals(AttemptLog.MOST, attempts.list().size());
    assertEquals(1_000, attempts.list().stream().mapToLong(Attempt::requests).sum());
    assertEquals("busy 0", attempts.list().get(0).reason());
    assertEquals(0, attempts.leftOutFailures());
  }

  /** None of them is like another: the oldest are counted. */
  @Test
  public void failuresOfManyKindsAreCountedBeyondTheLimit() {
    for (int i = 0; i < AttemptLog.MOST + 5; i++) {
      log.add(failed("node-" + i, FailureKind.NETWORK, "no"));
    }

    Attempts attempts = log.takeOrNull();

    assertEquals(AttemptLog.MOST, attempts.list().size());
    assertEquals(5, attempts.leftOutFailures());
    assertEquals("node-5", attempts.list().get(0).node());
  }

  /** A million parts, sixteen at a time, with a failure now and then. */
  @Test
  public void howManyThereAreDoesNotMatter() {
    for (long part = 0; part < 1_000_000; part++) {
      log.add(done("node-" + part % 16, part * PART, (part + 1) * PART, ""));
      if (part % 1_000 == 0) {
        log.add(failed("node-3", FailureKind.NETWORK, "cut"));
      }
    }

    Attempts attempts = log.takeOrNull();

    long told = attempts.list().stream().mapToLong(Attempt::requests).sum();
    assertEquals(1_001_000, told + attempts.leftOut() + attempts.leftOutFailures());
    assertEquals(0, attempts.leftOutFailures());
    assertTrue(attempts.list().size() <= AttemptLog.MOST);
  }

  @Test
  public void longReasonsAreShortened() {
    Attempt attempt = failed("a", FailureKind.NETWORK, "x".repeat(10_000));
    assertEquals(Attempt.MOST_REASON_CHARS, attempt.reason().length());
  }
}
