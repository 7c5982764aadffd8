package io.tributary.core.retry;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class RetryPolicyTest extends JUnitSuite {
  private final Random random = new Random(1);

  @Test
  public void theGreatestWaitDoublesUpToTheCap() {
    assertEquals(200, longest(1), 5);
    assertEquals(400, longest(2), 10);
    assertEquals(12_800, longest(7), 300);
    assertEquals(20_000, longest(8), 400);
    assertEquals(20_000, longest(1000), 400);
    assertEquals(20_000, longest(Integer.MAX_VALUE), 400);
  }

  @Test
  public void jitterIsFullSoThatLanesComeBackApart() {
    double mean = IntStream.range(0, 10_000).mapToLong(i -> delayMillis(8)).average().orElseThrow();
    assertEquals(10_000, mean, 300);
    assertTrue(IntStream.range(0, 10_000).mapToLong(i -> delayMillis(8)).min().orElseThrow() < 50);
  }

  @Test
  public void theBudgetIsFailuresInARow() {
    RetryPolicy policy = new RetryPolicy(3);
    assertTrue(policy.delay(3, Optional.empty(), random).isPresent());
    assertEquals(Optional.empty(), policy.delay(4, Optional.empty(), random));
    assertEquals(Optional.empty(), new RetryPolicy(0).delay(1, Optional.empty(), random));
  }

  @Test
  public void retryAfterIsTheLeastWait() {
    Optional<Duration> asked = Optional.of(Duration.ofSeconds(7));
    for (int i = 0; i < 1000; i++) {
      Duration delay = new RetryPolicy(9).delay(1, asked, random).orElseThrow();
      assertTrue(delay.toString(), delay.compareTo(Duration.ofSeconds(7)) >= 0);
      assertTrue(delay.toString(), delay.compareTo(Duration.ofMillis(7200)) <= 0);
    }
  }

  @Test
  public void aRetryAfterOfHoursIsCapped() {
    Duration delay =
        new RetryPolicy(9).delay(1, Optional.of(Duration.ofHours(5)), random).orElseThrow();
    assertTrue(delay.toString(), delay.compareTo(Duration.ofSeconds(301)) < 0);
  }

  @Test
  public void aNegativeRetryAfterIsNone() {
    Optional<Duration> asked = Optional.of(Duration.ofSeconds(-7));
    assertTrue(!new RetryPolicy(9).delay(1, asked, random).orElseThrow().isNegative());
  }

  @Test
  public void theSameSeedGivesTheSameDelays() {
    RetryPolicy policy = new RetryPolicy(9);
    assertEquals(
        policy.delay(5, Optional.empty(), new Random(42)),
        policy.delay(5, Optional.empty(), new Random(42)));
  }

  @Test
  public void senselessNumbersAreRefused() {
    Assert.assertThrows(IllegalArgumentException.class, () -> new RetryPolicy(-1));
    Assert.assertThrows(
        IllegalArgumentException.class,
        () -> new RetryPolicy(1).delay(0, Optional.empty(), random));
  }

  private double longest(int failuresInARow) {
    return IntStream.range(0, 2000).mapToLong(i -> delayMillis(failuresInARow)).max().orElseThrow();
  }

  private long delayMillis(int failuresInARow) {
    return new RetryPolicy(Integer.MAX_VALUE)
        .delay(failuresInARow, Optional.empty(), random)
        .orElseThrow()
        .toMillis();
  }
}
