package io.tributary.benchmarks.bulk;

import io.tributary.benchmarks.Workplace;
import io.tributary.benchmarks.origin.Nginx;
import io.tributary.benchmarks.origin.Traffic;
import io.tributary.benchmarks.tool.MeasuredProcess;
import io.tributary.benchmarks.tool.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One case: all tools in turn, and that several times. */
final class BulkContest {
  private static final Duration DEADLINE = Duration.ofMinutes(5);

  /** A tool that takes longer is not run again: what it takes is known well enough. */
  private static final double PATIENCE_SECONDS = 30;

  private final BulkCase bulk;
  private final BulkObjects objects;
  private final Nginx origin;
  private final Workplace workplace;

  BulkContest(BulkCase bulk, BulkObjects objects, Nginx origin, Workplace workplace) {
    this.bulk = bulk;
    this.objects = objects;
    this.origin = origin;
    this.workplace = workplace;
  }

  /** In the order of the tools. */
  Map<BulkTool, List<BulkFigures>> run(List<BulkTool> tools, int rounds)
      throws IOException, InterruptedException {
    Map<BulkTool, List<BulkFigures>> all = new LinkedHashMap<>();
    tools.forEach(tool -> all.put(tool, new ArrayList<>()));
    for (int round = 1; round <= rounds; round++) {
      for (BulkTool tool : tools) {
        List<BulkFigures> earlier = all.get(tool);
        if (earlier.stream().allMatch(BulkContest::worthAnother)) {
          BulkFigures figures = measure(tool, earlier.isEmpty());
          System.err.printf("  %-12s %s%n", tool.name(), figures.outcome().text());
          earlier.add(figures);
        }
      }
    }
    return all;
  }

  private static boolean worthAnother(BulkFigures figures) {
    return figures.outcome() instanceof Outcome.Done done && done.wallSeconds() < PATIENCE_SECONDS;
  }

  private BulkFigures measure(BulkTool tool, boolean first)
      throws IOException, InterruptedException {
    // Each run has a directory of its own: many files that were deleted slow down those after them.
    Path directory = Files.createTempDirectory(workplace.downloads(bulk.onDisk()), tool.name());
    Path scratch = workplace.scratch(bulk.onDisk());
    BulkTool.Order order = order(directory, scratch);
    boolean sync = bulk.onDisk() && !tool.name().equals(BulkTools.OURS);
    origin.accessLog().skip();
    long began = System.currentTimeMillis();
    Outcome outcome =
        new MeasuredProcess(scratch)
            .run(
                tool.name(),
                tool.command().apply(order),
                tool.environment(),
                DEADLINE,
                sync ? List.of("-f", directory.toString()) : List.of());
    Traffic traffic = origin.accessLog().settled(0);
    double smallSeconds = 0;
    if (outcome instanceof Outcome.Done) {
      Optional<String> wrong = objects.wrong(directory, first);
      outcome = wrong.<Outcome>map(Outcome.Failed::new).orElse(outcome);
      smallSeconds = wrong.isPresent() ? 0 : (lastSmallMillis(directory) - began) / 1e3;
    }
    Workplace.empty(directory);
    Workplace.empty(scratch);
    return new BulkFigures(outcome, traffic.requests(), smallSeconds);
  }

  private BulkTool.Order order(Path directory, Path scratch) throws IOException {
    BulkTool.Lists lists =
        BulkTools.lists(scratch, objects.paths(), origin.directoryUrl(), directory);
    return new BulkTool.Order(origin.directoryUrl(), directory, lists, scratch, bulk.onDisk());
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
