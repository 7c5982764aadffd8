package io.tributary.torture.fault;

import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import java.util.Random;

/** A fault, and by its seed which requests it hits and how. */
record PlannedFault(FaultKind kind, long seed) {

  static PlannedFault draw(Random random) {
    FaultKind[] kinds = FaultKind.values();
    return new PlannedFault(kinds[random.nextInt(kinds.length)], random.nextLong());
  }

  /** Waits a little instead. */
  PlannedFault withoutTrickle() {
    return kind == FaultKind.TRICKLE ? new PlannedFault(FaultKind.LATENCY, seed) : this;
  }

  FaultRule install(Scene scene) {
    Random random = new Random(seed);
    When requests = When.any().path(scene.path());
    // Most requests that are looked at are those of ranges; now and then the first look is hit.
    When which = random.nextInt(4) == 0 ? requests : requests.method("GET");
    return scene.server().fault(selected(which, random), kind.make(random, scene));
  }

  private static When selected(When which, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> which.nth(1 + random.nextInt(8));
      case 1 -> which.skip(random.nextInt(4)).times(1 + random.nextInt(6));
      default -> which.withProbability(0.1 + random.nextDouble() / 2, random.nextLong()).times(12);
    };
  }
}
