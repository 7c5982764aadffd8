package io.tributary.core.plan;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.function.IntToDoubleFunction;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class LaneTunerTest extends JUnitSuite {
  private static final long STEP_NANOS = Duration.ofMillis(250).toNanos();

  /** Bytes per second that so many lanes reach together. */
  private static final IntToDoubleFunction EVERY_LANE_HELPS = lanes -> lanes * 5e6;

  private static final IntToDoubleFunction FOUR_FILL_THE_LINK = lanes -> Math.min(lanes, 4) * 5e6;

  private long nowNanos = Long.MAX_VALUE - Duration.ofSeconds(20).toNanos();
  private double bytesDone;

  @Test
  public void itStartsModestly() {
    assertEquals(4, LaneTuner.auto().lanes());
  }

  @Test
  public void lanesAreAddedWhileThatPays() {
    LaneTuner tuner = LaneTuner.auto();
    run(tuner, Duration.ofSeconds(5), EVERY_LANE_HELPS);
    assertEquals(6, tuner.lanes());
    run(tuner, Duration.ofSeconds(60), EVERY_LANE_HELPS);
    assertEquals(LaneTuner.MOST_AUTOMATIC_LANES, tuner.lanes());
  }

  @Test
  public void aStepThatDoesNotPayIsTakenBackAndRarelyTriedAgain() {
    LaneTuner tuner = LaneTuner.auto();
    run(tuner, Duration.ofSeconds(10), FOUR_FILL_THE_LINK);
    assertEquals(4, tuner.lanes());
    int most = run(tuner, Duration.ofSeconds(50), FOUR_FILL_THE_LINK);
    assertEquals(4, most);
    most = run(tuner, Duration.ofSeconds(30), FOUR_FILL_THE_LINK);
    assertEquals(6, most);
    assertEquals(4, tuner.lanes());
  }

  @Test
  public void whatDidNotPayOncePaysWhenTheNetworkChanges() {
    LaneTuner tuner = LaneTuner.auto();
    run(tuner, Duration.ofSeconds(20), FOUR_FILL_THE_LINK);
    run(tuner, Duration.ofSeconds(120), EVERY_LANE_HELPS);
    assertEquals(LaneTuner.MOST_AUTOMATIC_LANES, tuner.lanes());
  }

  @Test
  public void aNetworkThatMovesNothingGetsNoMoreLanes() {
    LaneTuner tuner = LaneTuner.auto();
    assertEquals(4, run(tuner, Duration.ofSeconds(60), lanes -> 0));
  }

  @Test
  public void throttlingHalvesTheLanesOncePerBurst() {
    LaneTuner tuner = LaneTuner.fixed(16);
    for (int lane = 0; lane < 16; lane++) {
      tuner.throttled(nowNanos + lane);
    }
    assertEquals(8, tuner.lanes());
  }

  @Test
  public void throttlingNeverEndsWithoutALane() {
    LaneTuner tuner = LaneTuner.auto();
    for (int i = 0; i < 10; i++) {
      nowNanos += Duration.ofSeconds(3).toNanos();
      refuse(tuner, 4);
    }
    assertEquals(1, tuner.lanes());
  }

  @Test
  public void strayRefusalsCostNoLane() {
    LaneTuner tuner = LaneTuner.fixed(8);
    for (int request = 0; request < 400; request++) {
      nowNanos += Duration.ofMillis(50).toNanos();
      if (request % 20 == 7 || request % 20 == 8) {
        tuner.throttled(nowNanos);
      } else {
        tuner.served(nowNanos);
      }
    }
    assertEquals(8, tuner.lanes());
  }

  @Test
  public void aServiceThatRefusesEveryThirdRequestIsAskedByFewer() {
    LaneTuner tuner = LaneTuner.fixed(8);
    for (int request = 0; request < 30; request++) {
      nowNanos += Duration.ofMillis(50).toNanos();
      if (request % 3 == 0) {
        tuner.throttled(nowNanos);
      } else {
        tuner.served(nowNanos);
      }
    }
    assertEquals(4, tuner.lanes());
  }

  private void refuse(LaneTuner tuner, int times) {
    for (int i = 0; i < times; i++) {
      tuner.throttled(nowNanos);
    }
  }

  @Test
  public void aFixedNumberComesBackSlowlyAfterThrottling() {
    LaneTuner tuner = LaneTuner.fixed(4);
    refuse(tuner, 2);
    run(tuner, Duration.ofSeconds(14), EVERY_LANE_HELPS);
    assertEquals(2, tuner.lanes());
    run(tuner, Duration.ofSeconds(2), EVERY_LANE_HELPS);
    assertEquals(3, tuner.lanes());
    run(tuner, Duration.ofSeconds(60), EVERY_LANE_HELPS);
    assertEquals(4, tuner.lanes());
  }

  @Test
  public void aFixedNumberIsNeverExceeded() {
    LaneTuner tuner = LaneTuner.fixed(2);
    assertEquals(2, run(tuner, Duration.ofSeconds(200), EVERY_LANE_HELPS));
  }

  @Test
  public void automaticLanesComeBackToWhatPaidBefore() {
    LaneTuner tuner = LaneTuner.auto();
    run(tuner, Duration.ofSeconds(60), EVERY_LANE_HELPS);
    refuse(tuner, 5);
    assertEquals(8, tuner.lanes());
    run(tuner, Duration.ofSeconds(30), EVERY_LANE_HELPS);
    assertTrue(tuner.toString(), tuner.lanes() <= 10);
    run(tuner, Duration.ofSeconds(300), EVERY_LANE_HELPS);
    assertEquals(16, tuner.lanes());
  }

  @Test
  public void aFixedNumberIsOneOrMore() {
    Assert.assertThrows(IllegalArgumentException.class, () -> LaneTuner.fixed(0));
  }

  /** Returns the most lanes that ran. The clock passes the overflow of a long on the way. */
  private int run(LaneTuner tuner, Duration time, IntToDoubleFunction throughput) {
    int most = tuner.lanes();
    for (long passed = 0; passed < time.toNanos(); passed += STEP_NANOS) {
      nowNanos += STEP_NANOS;
      bytesDone += throughput.applyAsDouble(tuner.lanes()) * STEP_NANOS / 1e9;
      most = Math.max(most, tuner.sample(nowNanos, (long) bytesDone));
    }
    return most;
  }
}
