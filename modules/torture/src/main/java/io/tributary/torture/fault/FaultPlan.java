package io.tributary.torture.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Everything about one case that is drawn.
 *
 * @param bytesPerSecond of one connection; 0 for no limit
 * @param published whether the server tells a checksum
 * @param checksum the algorithm of {@code --checksum}; empty for none
 * @param old whether there is a file under the final name already
 */
record FaultPlan(
    Service service,
    long sizeBytes,
    long bytesPerSecond,
    boolean published,
    String checksum,
    boolean old,
    String ifExists,
    List<RunPlan> runs,
    RunPlan last) {

  /** Which server there is. */
  enum Service {
    PLAIN,
    TLS,
    OSS
  }

  private static final int MOST_RUNS = 4;

  static FaultPlan draw(Random random) {
    Service service = Draw.of(random, Service.PLAIN, Service.PLAIN, Service.TLS, Service.OSS);
    long size = size(random);
    long millis = Draw.between(random, 300, 2500);
    long rate = Draw.percent(random, 20) ? 0 : Math.max(10_000, size * 250 / millis);
    List<RunPlan> runs = new ArrayList<>();
    for (int i = 2 + random.nextInt(MOST_RUNS); i > 0; i--) {
      runs.add(RunPlan.draw(random, millis));
    }
    boolean checksumNeeded = kinds(runs).stream().anyMatch(FaultKind::needsChecksum);
    boolean published = Draw.percent(random, 50);
    String checksum = Draw.of(random, "", "", "sha256", "md5", "crc64");
    boolean replaced = kinds(runs).contains(FaultKind.OBJECT_REPLACED);
    if (checksumNeeded && (checksum.isEmpty() || replaced)) {
      published = true;
    }
    // A version that replaces another within the second is not newer, and has another checksum.
    return new FaultPlan(
        service,
        size,
        rate,
        published,
        replaced ? "" : checksum,
        Draw.percent(random, 50),
        replaced ? "overwrite" : Draw.of(random, "overwrite", "overwrite", "newer"),
        List.copyOf(runs),
        RunPlan.last(random));
  }

  private static List<FaultKind> kinds(List<RunPlan> runs) {
    return runs.stream().flatMap(run -> run.faults().stream()).map(PlannedFault::kind).toList();
  }

  private static long size(Random random) {
    int kind = random.nextInt(100);
    if (kind < 8) {
      return random.nextInt(3);
    }
    if (kind < 20) {
      return Draw.between(random, 3, 2 << 20);
    }
    if (kind < 35) {
      return Draw.of(random, 1, 3, 10) * (1L << 20) * 2 + Draw.between(random, -1, 1);
    }
    return kind < 85
        ? Draw.between(random, 4 << 20, 24 << 20)
        : Draw.between(random, 24 << 20, 64 << 20);
  }
}
