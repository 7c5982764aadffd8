package io.tributary.benchmarks.figure;

import io.tributary.benchmarks.origin.Traffic;
import io.tributary.benchmarks.tool.Outcome;
import java.util.Arrays;
import java.util.List;

/** Made-up measurements. */
public final class Runs {
  public static final long SIZE_BYTES = 100 << 20;

  private Runs() {}

  /** Runs that took so long, with half as much CPU time. */
  public static Series took(String tool, double... wallSeconds) {
    List<Measurement> runs =
        Arrays.stream(wallSeconds)
            .mapToObj(wall -> new Outcome.Done(wall, wall / 2, 1 << 20))
            .map(outcome -> new Measurement(outcome, traffic(), 0.25))
            .toList();
    return new Series(tool, !tool.equals("curl"), SIZE_BYTES, runs);
  }

  /** A run that went well, and one that did not. */
  public static Series failed(String tool, String reason) {
    Measurement done = took(tool, 0.01).measurements().get(0);
    Measurement failed = new Measurement(new Outcome.Failed(reason), traffic(), 0);
    return new Series(tool, true, SIZE_BYTES, List.of(done, failed));
  }

  private static Traffic traffic() {
    return new Traffic(8, SIZE_BYTES + (3 << 20), 0, 1);
  }
}
