package io.tributary.engine.governor;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import io.tributary.core.quantity.RequestRate;
import io.tributary.engine.api.Priority;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class LimitsTest extends JUnitSuite {
  private static final double NOBODY_KNOWS = Double.POSITIVE_INFINITY;

  private static double[] divide(double total, double... weightsAndMosts) {
    List<Shares.Want> wants =
        java.util.stream.IntStream.range(0, weightsAndMosts.length / 2)
            .mapToObj(i -> new Shares.Want(weightsAndMosts[2 * i], weightsAndMosts[2 * i + 1]))
            .toList();
    double[] shares = Shares.divide(total, wants);
    assertEquals(total, DoubleStream.of(shares).sum(), 1e-6);
    return shares;
  }

  @Test
  public void sharesOfAllNodesAreTheWhole() {
    Limits limits = new Limits(10, 5, 1000);
    int connections = 0;
    for (int place = 0; place < 4; place++) {
      Limits share = limits.share(place, 4);
      connections += share.connections();
      assertEquals(1.25, share.requestsPerSecond(), 0);
      assertEquals(250, share.bytesPerSecond());
    }
    assertEquals(10, connections);
    assertEquals("none waits for ever", 1, new Limits(2, 0, 0).share(5, 8).connections());
    assertEquals(Limits.NONE, Limits.NONE.share(1, 3));
    assertEquals(limits, limits.share(0, 1));
    assertEquals(
        "nor is too little to be a limit",
        RequestRate.LEAST,
        new Limits(0, RequestRate.LEAST, 0).share(2, 3).requestsPerSecond(),
        0);
  }

  @Test
  public void theTighterOfTwoHolds() {
    assertEquals(new Limits(3, 7, 100), new Limits(3, 0, 200).and(new Limits(5, 7, 100)));
  }

  @Test
  public void whatIsNoLimitIsRefused() {
    Assert.assertThrows(IllegalArgumentException.class, () -> new Limits(-1, 0, 0));
    Assert.assertThrows(IllegalArgumentException.class, () -> new Limits(0, Double.NaN, 0));
    Assert.assertThrows(IllegalArgumentException.class, () -> new Limits(0, -0.1, 0));
    Assert.assertThrows(IllegalArgumentException.class, () -> new Limits(0, 1e-8, 0));
    Assert.assertThrows(IllegalArgumentException.class, () -> new Limits(0, 0, -1));
    Assert.assertThrows(IllegalArgumentException.class, () -> new ChosenLimits(null, null, -5L));
  }

  @Test
  public void whatWasChosenComesBeforeWhatIsConfigured() {
    Limits configured = new Limits(1, 2, 3);
    assertEquals(configured, ChosenLimits.NONE.over(configured));
    assertEquals(new Limits(1, 0, 9), new ChosenLimits(null, 0.0, 9L).over(configured));
  }

  @Test
  public void aChangeLeavesWhatItDoesNotName() {
    ChosenLimits before = new ChosenLimits(7, null, 100L, 3);
    LimitsChange change =
        new LimitsChange(
            Set.of(LimitsChange.Limit.REQUESTS_PER_SECOND, LimitsChange.Limit.BYTES_PER_SECOND),
            new ChosenLimits(99, 2.5, null));
    assertEquals(new ChosenLimits(7, 2.5, null), change.of(before));
    LimitsChange nothing = new LimitsChange(Set.of(), ChosenLimits.NONE);
    assertEquals(new ChosenLimits(7, null, 100L), nothing.of(before));
  }

  @Test
  public void aClaimIsDividedAmongTheNodesThatItUses() {
    Claim twoLanes = new Claim("x", new Limits(0, 0, 1200), Priority.NORMAL, 2);
    assertEquals(600, twoLanes.share(3, 4).bytesPerSecond());
    assertEquals(300, Claim.of("x", 1200).share(3, 4).bytesPerSecond());
  }

  @Test
  public void nobodyGetsMoreThanItWantsWhileAnotherWantsMore() {
    assertArrayEquals(new double[] {50, 50}, divide(100, 1, NOBODY_KNOWS, 1, NOBODY_KNOWS), 1e-9);
    assertArrayEquals(new double[] {80, 20}, divide(100, 4, NOBODY_KNOWS, 1, NOBODY_KNOWS), 1e-9);
    assertArrayEquals(
        new double[] {10, 45, 45}, divide(100, 1, 10, 1, NOBODY_KNOWS, 1, NOBODY_KNOWS), 1e-9);
    assertArrayEquals("what is left", new double[] {60, 40}, divide(100, 1, 30, 1, 10), 1e-9);
    assertArrayEquals(new double[] {100}, divide(100, 0.25, 0), 1e-9);
  }
}
