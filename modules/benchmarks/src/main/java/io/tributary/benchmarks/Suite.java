package io.tributary.benchmarks;

import io.tributary.benchmarks.figure.Results;
import io.tributary.benchmarks.figure.Series;
import io.tributary.benchmarks.origin.Nginx;
import io.tributary.benchmarks.scenario.Scenario;
import io.tributary.benchmarks.tool.Tool;
import io.tributary.core.quantity.ByteSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** All scenarios that were asked for, one after the other. */
final class Suite {
  private final Workplace workplace;
  private final int rounds;
  private final boolean practised;

  /**
   * @param practised whether tools that stay up may run before it counts
   */
  Suite(Workplace workplace, int rounds, boolean practised) {
    this.workplace = workplace;
    this.rounds = rounds;
    this.practised = practised;
  }

  /**
   * @param tools of which those that are not installed are left out
   */
  Results run(List<Scenario> scenarios, List<Tool> tools) throws IOException, InterruptedException {
    List<Tool> installed = installed(tools);
    requireMemory(scenarios);
    TestObjects objects = TestObjects.create(workplace.objects(), scenarios);
    Results results = new Results();
    try (Nginx origin = Nginx.start(workplace.nginx(), workplace.objects(), objects.all())) {
      for (Scenario scenario : scenarios) {
        System.err.println(scenario.name() + ", " + ByteSize.format(scenario.sizeBytes()));
        results.add(scenario, series(scenario, installed, objects, origin));
      }
    }
    return results;
  }

  private List<Series> series(
      Scenario scenario, List<Tool> tools, TestObjects objects, Nginx origin)
      throws IOException, InterruptedException {
    long bytes = scenario.sizeBytes();
    try (Track track = Track.open(scenario, origin, workplace)) {
      Contest contest =
          new Contest(track, objects.of(bytes), objects.practiceFor(bytes), System.err);
      return contest.run(fitting(tools, scenario), scenario.warm(), practised, rounds);
    }
  }

  private static List<Tool> installed(List<Tool> tools) {
    List<Tool> installed = new ArrayList<>();
    for (Tool tool : tools) {
      if (tool.version().isPresent()) {
        installed.add(tool);
      } else {
        System.err.println("bench: without " + tool.name() + ", which takes " + tool.howToGet());
      }
    }
    return installed;
  }

  private static List<Tool> fitting(List<Tool> tools, Scenario scenario) {
    return tools.stream()
        .filter(tool -> tool.runs(scenario.warm()))
        .filter(tool -> scenario.single() || tool.manyConnections())
        .toList();
  }

  /** The objects, and the largest of them once more as a file. */
  private void requireMemory(List<Scenario> scenarios) throws IOException {
    long largest = scenarios.stream().mapToLong(Scenario::sizeBytes).max().orElse(0);
    long needed = largest + TestObjects.bytes(scenarios);
    if (workplace.freeBytes() < needed) {
      throw new IOException(
          "in "
              + workplace.memory()
              + " there is room for "
              + ByteSize.format(workplace.freeBytes())
              + " but "
              + ByteSize.format(needed)
              + " are needed; give a smaller --size");
    }
  }
}
