package io.tributary.benchmarks;

import io.tributary.benchmarks.figure.Measurement;
import io.tributary.benchmarks.figure.Series;
import io.tributary.benchmarks.origin.TestObject;
import io.tributary.benchmarks.origin.Traffic;
import io.tributary.benchmarks.tool.Outcome;
import io.tributary.benchmarks.tool.Runner;
import io.tributary.benchmarks.tool.Tool;
import io.tributary.benchmarks.tool.Transfer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One scenario: all tools in turn, and that several times. */
final class Contest {
  /** Runs that do not count come before those that do, until this much time is spent. */
  private static final double PRACTICE_SECONDS = 4;

  private static final int LEAST_PRACTICE = 2;

  /** A tool that takes longer is not run again: what it takes is known well enough. */
  private static final double PATIENCE_SECONDS = 15;

  private final Track track;
  private final TestObject object;
  private final TestObject practice;
  private final PrintStream progress;

  /**
   * @param practice what is fetched before it counts
   * @param progress is told of every run
   */
  Contest(Track track, TestObject object, TestObject practice, PrintStream progress) {
    this.track = track;
    this.object = object;
    this.practice = practice;
    this.progress = progress;
  }

  /**
   * In the order of the tools.
   *
   * @param warm whether tools that can stay up do so
   * @param practised whether those run before it counts
   */
  List<Series> run(List<Tool> tools, boolean warm, boolean practised, int rounds)
      throws IOException, InterruptedException {
    Map<Tool, Runner> runners = new LinkedHashMap<>();
    Map<Tool, List<Measurement>> measurements = new LinkedHashMap<>();
    try {
      for (Tool tool : tools) {
        Runner runner = tool.start(warm, track.scratch());
        runners.put(tool, runner);
        measurements.put(tool, new ArrayList<>());
        if (practised && runner.warmsUp()) {
          practise(runner);
        }
      }
      // In round 0 the machine finds its memory, and compilers see the real object.
      for (int round = practised ? 0 : 1; round <= rounds; round++) {
        for (Map.Entry<Tool, Runner> entry : runners.entrySet()) {
          again(entry.getKey(), entry.getValue(), measurements.get(entry.getKey()), round);
        }
      }
    } finally {
      runners.values().forEach(Runner::close);
    }
    return measurements.entrySet().stream()
        .map(entry -> series(entry.getKey(), entry.getValue()))
        .toList();
  }

  private Series series(Tool tool, List<Measurement> measured) {
    return new Series(tool.name(), tool.manyConnections(), object.sizeBytes(), measured);
  }

  private void practise(Runner runner) throws IOException, InterruptedException {
    double seconds = 0;
    for (int run = 0; run < LEAST_PRACTICE || seconds < PRACTICE_SECONDS; run++) {
      Outcome outcome = runner.run(track.practice(practice));
      track.clear();
      if (!(outcome instanceof Outcome.Done done) || done.wallSeconds() > PATIENCE_SECONDS) {
        return;
      }
      seconds += done.wallSeconds();
    }
  }

  private void again(Tool tool, Runner runner, List<Measurement> measured, int round)
      throws IOException, InterruptedException {
    if (measured.stream().allMatch(Contest::worthAnother)) {
      Measurement next = measure(runner, measured.isEmpty());
      if (round > 0 || !worthAnother(next)) {
        measured.add(next);
      }
      progress.printf(
          "  %-22s %s  %d requests%n",
          tool.name(), next.outcome().text(), next.traffic().requests());
    }
  }

  private static boolean worthAnother(Measurement measurement) {
    return measurement.outcome() instanceof Outcome.Done done
        && done.wallSeconds() < PATIENCE_SECONDS;
  }

  private Measurement measure(Runner runner, boolean first)
      throws IOException, InterruptedException {
    Transfer transfer = track.start(object);
    double began = System.currentTimeMillis() / 1e3;
    Outcome outcome = runner.run(transfer);
    boolean done = outcome instanceof Outcome.Done;
    Traffic traffic = track.traffic(done ? object.sizeBytes() : 0);
    if (done) {
      outcome = track.wrong(object, first).<Outcome>map(Outcome.Failed::new).orElse(outcome);
    }
    track.clear();
    return new Measurement(outcome, traffic, Math.max(0, traffic.firstEpochSeconds() - began));
  }
}
