package io.tributary.torture.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * One run of a download.
 *
 * @param tampering with the temporary file, before the run
 * @param lanes 0 for auto
 * @param options of the command line besides those of the whole case
 */
record RunPlan(
    Optional<Tampering> tampering,
    int lanes,
    List<String> options,
    List<PlannedFault> faults,
    Kill kill) {

  private static final int MOST_FAULTS = 5;

  /** Before, nothing but the virtual machine starts. */
  private static final long LEAST_KILL_MILLIS = 150;

  private static final long STARTING_MILLIS = 1200;

  static RunPlan draw(Random random, long usualMillis) {
    Optional<Tampering> tampering =
        Draw.percent(random, 40)
            ? Optional.of(Draw.of(random, Tampering.values()))
            : Optional.empty();
    int lanes = Draw.of(random, 0, 1, 2, 3, 4, 8, 16);
    List<String> options = options(random, lanes);
    options.addAll(Draw.option(random, "--on-change", "", "restart", "fail"));
    List<PlannedFault> faults = new ArrayList<>();
    for (int i = Draw.percent(random, 40) ? MOST_FAULTS : random.nextInt(MOST_FAULTS); i > 0; i--) {
      PlannedFault drawn = PlannedFault.draw(random);
      faults.add(oneConnection(lanes, options) ? drawn.withoutTrickle() : drawn);
    }
    Kill kill = Draw.percent(random, 80) ? kill(random, usualMillis) : Kill.NEVER;
    return new RunPlan(tampering, lanes, options, faults, kill);
  }

  /** Nothing to take over for one that crawls, which is no failure, but takes its time. */
  private static boolean oneConnection(int lanes, List<String> options) {
    return lanes == 1 || options.contains("1GiB");
  }

  /**
   * The last one: without faults, so it must end well, though an earlier one saw the object
   * replaced.
   */
  static RunPlan last(Random random) {
    int lanes = Draw.of(random, 0, 1, 4, 8);
    List<String> options = options(random, lanes);
    // Drawn as ever, so that seeds keep their cases; but few retries are for runs that may fail.
    int retries = options.indexOf("--retries");
    if (retries >= 0) {
      options.subList(retries, retries + 2).clear();
    }
    options.addAll(Draw.option(random, "--on-change", "", "restart"));
    return new RunPlan(Optional.empty(), lanes, options, List.of(), Kill.NEVER);
  }

  private static Kill kill(Random random, long usualMillis) {
    return Draw.percent(random, 30)
        ? new Kill(0, Draw.between(random, LEAST_KILL_MILLIS, STARTING_MILLIS + usualMillis))
        : new Kill(random.nextInt(101), random.nextInt(30));
  }

  private static List<String> options(Random random, int lanes) {
    List<String> options = new ArrayList<>();
    if (lanes > 0) {
      options.addAll(List.of("--lanes", "" + lanes));
    }
    options.addAll(
        Draw.option(random, "--part-size", "", "100KiB", "333333", "1MiB", "5MiB", "1GiB"));
    options.addAll(Draw.option(random, "--threshold", "", "0", "1MiB", "1GiB"));
    options.addAll(Draw.option(random, "--verify", "", "network", "disk"));
    options.addAll(Draw.option(random, "--durability", "", "flush", "fast"));
    options.addAll(Draw.option(random, "--limit-rate", "", "", "", "20MB/s"));
    options.addAll(Draw.option(random, "--retries", "1", "3", "5"));
    return options;
  }
}
