package io.tributary.storage.bucket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class CachedKeysTest extends JUnitSuite {
  private static final KeyRenewal RENEWAL =
      new KeyRenewal(Duration.ofMinutes(5), Duration.ofSeconds(30));

  private final HandClock clock = new HandClock();
  private final Queue<Runnable> submitted = new ArrayDeque<>();
  private int loads;
  private boolean broken;
  private boolean renewable = true;

  private final CachedKeys keys = new CachedKeys("OSS", this::load, submitted::add, RENEWAL, clock);

  @Test
  public void manyRequestsWaitForOneLoad() {
    CompletionStage<AccessKeys> first = keys.current();
    CompletionStage<AccessKeys> second = keys.current();
    assertEquals(1, submitted.size());
    runAll();
    assertEquals("key1", id(first));
    assertEquals("key1", id(second));
    assertEquals("key1", id(keys.current()));
    assertEquals(1, loads);
  }

  @Test
  public void aServiceThatNeverAnswersIsNotWaitedFor() throws Exception {
    CachedKeys impatient =
        new CachedKeys("OSS", this::load, Duration.ofMillis(50), submitted::add, RENEWAL, clock);
    ExecutionException failure =
        Assert.assertThrows(
            ExecutionException.class,
            () -> impatient.current().toCompletableFuture().get(20, TimeUnit.SECONDS));
    TributaryException named = (TributaryException) failure.getCause();
    assertEquals(FailureKind.NETWORK, named.kind());
    assertTrue(named.getMessage(), named.getMessage().contains("does not answer within"));
    impatient.current();
    assertEquals("the next one asks again", 2, submitted.size());
  }

  @Test
  public void keysAreRenewedBeforeTheyEndWhileTheOldOnesServe() {
    loaded();
    clock.forward(Duration.ofMinutes(56));
    assertEquals("key1", id(keys.current()));
    assertEquals("key1", id(keys.current()));
    assertEquals(1, submitted.size());
    runAll();
    assertEquals("key2", id(keys.current()));
  }

  @Test
  public void aFailedRenewalLeavesTheOldKeysAndIsNotHurried() {
    loaded();
    clock.forward(Duration.ofMinutes(56));
    broken = true;
    keys.current();
    runAll();
    assertEquals("key1", id(keys.current()));
    assertTrue(submitted.isEmpty());
    clock.forward(Duration.ofSeconds(31));
    broken = false;
    keys.current();
    runAll();
    assertEquals("key3", id(keys.current()));
  }

  @Test
  public void endedKeysAreNeverGivenOut() {
    loaded();
    clock.forward(Duration.ofHours(1));
    CompletionStage<AccessKeys> next = keys.current();
    assertFalse(next.toCompletableFuture().isDone());
    broken = true;
    runAll();
    assertTrue(next.toCompletableFuture().isCompletedExceptionally());
  }

  @Test
  public void refusedKeysAreLoadedAnewButFreshOnesStay() {
    loaded();
    assertTrue(keys.refused());
    assertEquals("key1", id(keys.current()));
    clock.forward(Duration.ofMinutes(1));
    assertTrue(keys.refused());
    CompletionStage<AccessKeys> next = keys.current();
    runAll();
    assertEquals("key2", id(next));
    assertTrue(keys.refused());
    assertEquals("key2", id(keys.current()));
  }

  @Test
  public void keysThatCannotChangeAreRefusedForGood() {
    renewable = false;
    loaded();
    clock.forward(Duration.ofMinutes(1));
    assertFalse(keys.refused());
  }

  private void loaded() {
    keys.current();
    runAll();
  }

  private void runAll() {
    while (!submitted.isEmpty()) {
      submitted.remove().run();
    }
  }

  private AccessKeys load() {
    loads++;
    if (broken) {
      throw new IllegalStateException("STS is away");
    }
    return new AccessKeys(
        "key" + loads, "secret", "", clock.instant().plus(Duration.ofHours(1)), renewable);
  }

  private static String id(CompletionStage<AccessKeys> stage) {
    return stage.toCompletableFuture().getNow(null).accessKeyId();
  }

  /** A clock that is set by hand. */
  private static final class HandClock extends Clock {
    private Instant now = Instant.parse("2026-11-21T00:00:00Z");

    void forward(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
