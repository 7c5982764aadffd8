package io.tributary.benchmarks.bulk;

import io.tributary.benchmarks.Workplace;
import io.tributary.benchmarks.tool.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** One case: all tools in turn, and that several times. */
final class BulkContest {
  /** A virtual machine has compiled what it will after so many objects. */
  private static final long PRACTICE_OBJECTS = 100_000;

  private static final long MOST_PRACTICE = 20;

  /** A tool that takes longer is not run again: what it takes is known well enough. */
  private static final double PATIENCE_SECONDS = 30;

  private final BulkCase bulk;
  private final BulkObjects objects;
  private final BulkOrigin origin;
  private final Workplace workplace;

  BulkContest(BulkCase bulk, BulkObjects objects, BulkOrigin origin, Workplace workplace) {
    this.bulk = bulk;
    this.objects = objects;
    this.origin = origin;
    this.workplace = workplace;
  }

  /** In the order of the tools. */
  Map<BulkTool, List<BulkFigures>> run(List<BulkTool> tools, int rounds)
      throws IOException, InterruptedException {
    Map<BulkTool, List<BulkFigures>> all = new LinkedHashMap<>();
    Map<BulkTool, BulkRunner> runners = new LinkedHashMap<>();
    try {
      for (BulkTool tool : tools) {
        all.put(tool, new ArrayList<>());
        runners.put(tool, start(tool));
      }
      for (int round = 1; round <= rounds; round++) {
        for (BulkTool tool : tools) {
          List<BulkFigures> earlier = all.get(tool);
          if (earlier.stream().allMatch(BulkContest::worthAnother)) {
            BulkFigures figures = measure(runners.get(tool), earlier.isEmpty());
            System.err.printf("  %-14s %s%n", tool.name(), figures.outcome().text());
            earlier.add(figures);
          }
        }
      }
    } finally {
      runners.values().forEach(BulkRunner::close);
    }
    return all;
  }

  private BulkRunner start(BulkTool tool) throws IOException, InterruptedException {
    Path own = Files.createTempDirectory(workplace.scratch(bulk.onDisk()), tool.name());
    BulkRunner runner = tool.starter().start(own);
    if (runner.warmsUp()) {
      long runs = Math.min(MOST_PRACTICE, 1 + (PRACTICE_OBJECTS - 1) / bulk.objects());
      for (long run = 0; run < runs; run++) {
        measure(runner, false);
      }
    }
    return runner;
  }

  private static boolean worthAnother(BulkFigures figures) {
    return figures.outcome() instanceof Outcome.Done done && done.wallSeconds() < PATIENCE_SECONDS;
  }

  private BulkFigures measure(BulkRunner runner, boolean first)
      throws IOException, InterruptedException {
    // Each run has directories of its own: many files that were deleted slow down those after them.
    Path directory = Files.createTempDirectory(workplace.downloads(bulk.onDisk()), "run");
    Path scratch = Files.createTempDirectory(workplace.scratch(bulk.onDisk()), "run");
    BulkTool.Order order = order(directory, scratch);
    origin.count();
    long began = System.currentTimeMillis();
    Outcome outcome = runner.run(order);
    OptionalInt requests = origin.requests();
    double smallSeconds = 0;
    if (outcome instanceof Outcome.Done) {
      Optional<String> wrong = objects.wrong(directory, first);
      outcome = wrong.<Outcome>map(Outcome.Failed::new).orElse(outcome);
      smallSeconds = wrong.isPresent() ? 0 : (lastSmallMillis(directory) - began) / 1e3;
    }
    Workplace.empty(directory);
    Workplace.empty(scratch);
    return new BulkFigures(outcome, requests, smallSeconds);
  }

  private BulkTool.Order order(Path directory, Path scratch) throws IOException {
    BulkTool.Lists lists = BulkTools.lists(scratch, objects.paths(), origin.source(), directory);
    return new BulkTool.Order(
        origin.source(), origin.endpoint(), directory, lists, scratch, bulk.onDisk());
  }

  /** The kernel's time of the last change of a file's name or attributes. */
  private long lastSmallMillis(Path directory) throws IOException {
    Path small = directory.resolve(bulk.groups().get(bulk.groups().size() - 1).directory());
    long last = 0;
    try (Stream<Path> files = Files.walk(small)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        last = Math.max(last, ((FileTime) Files.getAttribute(file, "unix:ctime")).toMillis());
      }
    }
    return last;
  }
}
