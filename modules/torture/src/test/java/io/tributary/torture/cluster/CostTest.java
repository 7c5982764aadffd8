package io.tributary.torture.cluster;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class CostTest extends JUnitSuite {
  private static ClusterPlan plan(Blow... blows) {
    List<PlannedBlow> planned = new ArrayList<>();
    for (Blow blow : blows) {
      planned.add(new PlannedBlow(blow, 30, 2000, 0));
    }
    return new ClusterPlan(10_000_000, 10, 0, -1, planned);
  }

  private static double seconds(ClusterPlan plan, int removals, Duration stoodStill) {
    return (Cost.mostBytes(plan, removals, stoodStill) - (4L << 20)) / 1e6;
  }

  @Test
  public void whatStoodStillIsAddedToTheBlows() {
    ClusterPlan plan = plan(Blow.FETCHER_KILLED, Blow.DATABASE_KILLED);
    assertEquals(16.5, seconds(plan, 0, Duration.ZERO), 0.001);
    assertEquals(20.5, seconds(plan, 0, Duration.ofSeconds(4)), 0.001);
  }

  @Test
  public void aNodeThatWasRemovedForNoBlowCostsAsMuchAsACoordinator() {
    assertEquals(9.5, seconds(plan(Blow.FETCHER_KILLED), 1, Duration.ZERO), 0.001);
    assertEquals(21.5, seconds(plan(Blow.FETCHER_FROZEN), 1, Duration.ZERO), 0.001);
    assertEquals(28, seconds(plan(Blow.FETCHER_FROZEN), 2, Duration.ZERO), 0.001);
  }

  @Test
  public void onlyWhatIsLateByMoreThanUsualIsAStandstill() {
    Standstill standstill = new Standstill(7);
    standstill.look(550_000_007L);
    assertEquals(Duration.ZERO, standstill.total());
    standstill.look(3_600_000_007L);
    assertEquals(Duration.ofSeconds(3), standstill.total());
    standstill.look(4_650_000_007L);
    assertEquals(Duration.ofSeconds(4), standstill.total());
  }

  @Test
  public void blowsOfOneMomentFollowEachOtherShortly() {
    List<PlannedBlow> blows =
        List.of(
            new PlannedBlow(Blow.FETCHER_KILLED, 3, 8000, 1),
            new PlannedBlow(Blow.DATABASE_KILLED, 80, 9000, 0));
    ClusterPlan plan = new ClusterPlan(60_000_000, 10, 0, -1, blows).allAt(20, 30);
    assertEquals(2_000_000, plan.bytesPerSecond());
    assertEquals(
        List.of(
            new PlannedBlow(Blow.FETCHER_KILLED, 20, 500, 1),
            new PlannedBlow(Blow.DATABASE_KILLED, 20, 9000, 0)),
        plan.blows());
  }
}
