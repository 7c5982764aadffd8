package io.tributary.benchmarks.bulk;

import io.tributary.benchmarks.Workplace;
import io.tributary.benchmarks.report.Publication;
import io.tributary.benchmarks.tool.FirstLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how long trees of many objects take, side by side with others. */
@Command(
    name = "scripts/bench-bulk",
    description = "Downloads trees from nginx on loopback with this program and others, in turn.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class BulkBench implements Callable<Integer> {
  private static final String PAGE = "docs/benchmarks.md";
  private static final Path TARGET = Path.of("modules/benchmarks/target");
  private static final Path PROGRAM = Path.of("modules/cli/target/dist/bin/tributary");

  @Option(
      names = "--cases",
      split = ",",
      paramLabel = "NAME",
      description = "Only these, separated by commas: small, small-disk, medium, mix, s3.")
  private List<String> cases = List.of();

  @Option(
      names = "--tools",
      split = ",",
      paramLabel = "NAME",
      description =
          "Only these, separated by commas: tributary, tributary-node, curl, aria2c, rclone.")
  private List<String> toolNames = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each tool runs. Default: ${DEFAULT-VALUE}.")
  private int rounds = 3;

  @Option(
      names = "--share",
      paramLabel = "FACTOR",
      description = "So many times the usual number of objects. Default: ${DEFAULT-VALUE}.")
  private double share = 1;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "A page whose figures are replaced, such as " + PAGE + ". Default: none.")
  private Path output;

  @Spec private CommandSpec command;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BulkBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireKnown("--cases", cases, BulkCase.all().stream().map(BulkCase::name).toList());
    StringBuilder figures = new StringBuilder();
    List<BulkTool> tools;
    try (Workplace workplace = Workplace.create(TARGET.toAbsolutePath())) {
      List<BulkTool> all = BulkTools.all(PROGRAM.toAbsolutePath(), workplace.nginx());
      requireKnown("--tools", toolNames, all.stream().map(BulkTool::name).toList());
      tools = installed(all);
      figures.append(head(tools));
    }
    for (BulkCase bulk : BulkCase.all()) {
      if (cases.isEmpty() || cases.contains(bulk.name())) {
        figures.append("\n").append(measure(bulk.times(share), tools));
      }
    }
    Publication.publish(
        "bench-bulk",
        command.commandLine().getParseResult().originalArgs(),
        output,
        figures.toString());
    return 0;
  }

  private void requireKnown(String option, List<String> given, List<String> known) {
    for (String name : given) {
      if (!known.contains(name)) {
        throw new ParameterException(
            command.commandLine(),
            option + ": there is no '" + name + "', only " + String.join(", ", known));
      }
    }
  }

  private List<BulkTool> installed(List<BulkTool> all) {
    List<BulkTool> installed = new ArrayList<>();
    for (BulkTool tool : all) {
      if (!toolNames.isEmpty() && !toolNames.contains(tool.name())) {
        continue;
      }
      if (FirstLine.of(tool.versionCommand()).isPresent()) {
        installed.add(tool);
      } else {
        System.err.println(
            "bench-bulk: without " + tool.name() + ", which takes " + tool.howToGet());
      }
    }
    return installed;
  }

  /** With objects of its own, so that no case has those of another in memory. */
  private String measure(BulkCase bulk, List<BulkTool> tools)
      throws IOException, InterruptedException {
    System.err.println(bulk.name() + ", " + bulk.objects() + " objects");
    try (Workplace workplace = Workplace.create(TARGET.toAbsolutePath())) {
      requireMemory(workplace, bulk);
      BulkObjects objects = BulkObjects.create(workplace.objects(), bulk);
      try (BulkOrigin origin = BulkOrigin.start(bulk, objects, workplace)) {
        List<BulkTool> able = tools.stream().filter(tool -> tool.speaksS3() || !bulk.s3()).toList();
        return BulkTable.of(
            bulk, new BulkContest(bulk, objects, origin, workplace).run(able, rounds));
      }
    }
  }

  private static void requireMemory(Workplace workplace, BulkCase bulk) throws IOException {
    long neededBytes = 2 * bulk.sizeBytes();
    if (workplace.freeBytes() < neededBytes) {
      throw new IOException(
          "there is main memory for "
              + (workplace.freeBytes() >> 20)
              + " MiB of files, but "
              + (neededBytes >> 20)
              + " are needed; give a smaller --share");
    }
  }

  private static String head(List<BulkTool> tools) {
    StringBuilder text = new StringBuilder("| tool | version | how |\n| --- | --- | --- |\n");
    for (BulkTool tool : tools) {
      String version = FirstLine.of(tool.versionCommand()).orElse("").replaceFirst(" \\(.*", "");
      text.append("| ").append(tool.name()).append(" | ").append(version).append(" | ");
      text.append(tool.description()).append(" |\n");
    }
    return text.toString();
  }
}
