package io.tributary.torture.fault;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class FaultPlanTest extends JUnitSuite {

  @Test
  public void theSameSeedGivesTheSamePlanAndAnotherSeedAnother() {
    assertEquals(FaultPlan.draw(new Random(7)), FaultPlan.draw(new Random(7)));
    Set<FaultPlan> plans = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      plans.add(FaultPlan.draw(new Random(seed)));
    }
    assertEquals(100, plans.size());
  }

  @Test
  public void everyKindOfFaultAndTamperingIsDrawnSoonerOrLater() {
    Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
    Set<Tampering> tamperings = EnumSet.noneOf(Tampering.class);
    for (int seed = 0; seed < 500; seed++) {
      for (RunPlan run : FaultPlan.draw(new Random(seed)).runs()) {
        run.faults().forEach(fault -> kinds.add(fault.kind()));
        run.tampering().ifPresent(tamperings::add);
      }
    }
    assertEquals(EnumSet.allOf(FaultKind.class), kinds);
    assertEquals(EnumSet.allOf(Tampering.class), tamperings);
  }

  @Test
  public void wrongBytesComeOnlyWhereAChecksumCanTell() {
    for (int seed = 0; seed < 500; seed++) {
      FaultPlan plan = FaultPlan.draw(new Random(seed));
      boolean wrong =
          plan.runs().stream()
              .flatMap(run -> run.faults().stream())
              .anyMatch(fault -> fault.kind().needsChecksum());
      assertTrue(plan.toString(), !wrong || plan.published() || !plan.checksum().isEmpty());
    }
  }
}
