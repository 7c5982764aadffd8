package io.tributary.torture;

import io.tributary.torture.campaign.CaseId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What to run.
 *
 * @param minutes shared by the parts; the time of one case may be added to it
 * @param count most cases of each part
 * @param only one case, to repeat it
 * @param write whether the results go into the documentation
 */
record TortureOptions(
    long seed,
    Duration minutes,
    int count,
    List<String> parts,
    int jobs,
    Optional<CaseId> only,
    boolean write) {

  static final String USAGE =
      """
      usage: scripts/torture [options]
        --seed N        the same seed gives the same cases (default: random, and printed)
        --minutes N     how long, all parts together (default: 25)
        --count N       most cases of each part (default: no limit)
        --parts A,B     of faults, syscalls, space, power, cluster (default: all but cluster)
        --case PART:N   one case alone
        --jobs N        cases at a time (default: 2)
        --write         puts the results into docs/reliability.md
      """;

  static TortureOptions parse(List<String> arguments) {
    Deque<String> left = new ArrayDeque<>(arguments);
    long seed = System.nanoTime() & 0xffff_ffffL;
    Duration minutes = Duration.ofMinutes(25);
    int count = Integer.MAX_VALUE;
    List<String> parts = List.of("faults", "syscalls", "space", "power");
    int jobs = 2;
    Optional<CaseId> only = Optional.empty();
    boolean write = false;
    while (!left.isEmpty()) {
      String option = left.pop();
      switch (option) {
        case "--seed" -> seed = Long.parseLong(value(option, left));
        case "--minutes" -> minutes = minutes(value(option, left));
        case "--count" -> count = Integer.parseInt(value(option, left));
        case "--parts" -> parts = List.of(value(option, left).split(","));
        case "--jobs" -> jobs = Integer.parseInt(value(option, left));
        case "--case" -> only = Optional.of(CaseId.parse(value(option, left)));
        case "--write" -> write = true;
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    return new TortureOptions(seed, minutes, count, parts, jobs, only, write);
  }

  private static Duration minutes(String text) {
    return Duration.ofMillis((long) (Double.parseDouble(text) * 60_000));
  }

  private static String value(String option, Deque<String> left) {
    if (left.isEmpty()) {
      throw new IllegalArgumentException("a value is missing after " + option);
    }
    return left.pop();
  }
}
