package io.tributary.cli.crash;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.torture.campaign.Campaign;
import io.tributary.torture.campaign.Part;
import io.tributary.torture.campaign.Tally;
import io.tributary.torture.cluster.ClusterPart;
import io.tributary.torture.fault.FaultsPart;
import io.tributary.torture.power.PowerPart;
import io.tributary.torture.space.SpacePart;
import io.tributary.torture.syscall.SyscallsPart;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.Assume;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/**
 * A short torture: the first cases of each part of {@code scripts/torture}. {@code
 * -Dtributary.torture.seed=…} gives other cases, {@code -Dtributary.torture.seconds=…} more.
 */
public final class TortureEndToEndTest extends JUnitSuite {
  private static final long SEED = Long.getLong("tributary.torture.seed", 1L);
  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("tributary.torture.seconds", 12));
  private static final int JOBS = 2;

  /** For all of its few cases. */
  private static final Duration CLUSTER_TIME = Duration.ofMinutes(10);

  @Test
  public void randomFaultsKillsAndTamperingAreSurvived() {
    survive(new FaultsPart());
  }

  @Test
  public void systemCallsThatFailAreSurvived() {
    survive(new SyscallsPart());
  }

  @Test
  public void fileSystemsWithoutRoomAreSurvived() {
    survive(new SpacePart());
  }

  @Test
  public void powerLossIsSurvived() {
    survive(new PowerPart());
  }

  @Test
  public void lossesOfNodesAndDatabaseAreSurvivedByACluster() {
    Tally tally = survive(ClusterPart.brief(), ClusterPart.briefCases(), CLUSTER_TIME, 1);
    assertEquals(
        "blows that came while there was something to lose",
        ClusterPart.briefBlows(),
        tally.sum("blows/"));
    assertEquals(0, tally.sum("coordinators/not told"));
  }

  private static void survive(Part part) {
    survive(part, Integer.MAX_VALUE, TIME, JOBS);
  }

  /** What this machine does not offer counts as skipped; under CI nothing may be missing. */
  private static Tally survive(Part part, int count, Duration time, int jobs) {
    Optional<String> obstacle = part.obstacle();
    if (obstacle.isPresent()) {
      System.err.println("torture, " + part.name() + ": NOT RUN: " + obstacle.get());
      assertFalse(obstacle.get(), "true".equals(System.getenv("CI")));
    }
    Assume.assumeTrue(obstacle.orElse(""), obstacle.isEmpty());
    Campaign campaign = new Campaign(SEED, jobs, System.out);
    campaign.run(part, count, time);
    assertEquals(List.of(), campaign.losses());
    assertTrue("no case was run", campaign.tally().sum("cases/") > 0);
    return campaign.tally();
  }
}
