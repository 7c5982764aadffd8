package io.tributary.benchmarks;

import io.tributary.benchmarks.figure.Series;
import io.tributary.benchmarks.origin.Nginx;
import io.tributary.benchmarks.report.Tables;
import io.tributary.benchmarks.scenario.Scenario;
import io.tributary.benchmarks.scenario.Scenarios;
import io.tributary.benchmarks.tool.Tool;
import io.tributary.benchmarks.tool.Tools;
import io.tributary.core.quantity.ByteSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures this program and others side by side. */
@Command(
    name = "scripts/bench",
    description = "Downloads from nginx on loopback with this program and others, in turn.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class Bench implements Callable<Integer> {
  private static final String QUICK_SIZE = "8MiB";
  private static final int USUAL_ROUNDS = 3;

  @Option(
      names = "--cases",
      split = ",",
      paramLabel = "NAME",
      description = "Only these, separated by commas. Default: all.")
  private List<String> cases = List.of();

  @Option(
      names = "--tools",
      split = ",",
      paramLabel = "NAME",
      description = "Only these, separated by commas. Default: all.")
  private List<String> toolNames = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each tool runs. Default: 3.")
  private int rounds = USUAL_ROUNDS;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      description = "No object is larger than this. Default: 4GiB.")
  private String size = "4GiB";

  @Option(names = "--quick", description = "The same as --size 8MiB --rounds 1.")
  private boolean quick;

  @Option(
      names = "--disk",
      paramLabel = "DIR",
      description =
          "Where the files go that must reach a disk. Default: modules/benchmarks/target.")
  private Path disk = Path.of("modules/benchmarks/target");

  @Option(
      names = "--java-option",
      paramLabel = "OPTION",
      description = "For the virtual machine of this program, warm and cold; may be given again.")
  private List<String> javaOptions = List.of();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Scenario> scenarios =
        Scenarios.all(ByteSize.parse(quick ? QUICK_SIZE : size)).stream()
            .filter(scenario -> cases.isEmpty() || cases.contains(scenario.name()))
            .toList();
    try (Workplace workplace = Workplace.create(disk.toAbsolutePath())) {
      Runtime.getRuntime().addShutdownHook(new Thread(workplace::close));
      measure(scenarios, workplace);
    }
    return 0;
  }

  private void measure(List<Scenario> scenarios, Workplace workplace)
      throws IOException, InterruptedException {
    List<Tool> tools = installed(workplace);
    TestObjects objects = TestObjects.create(workplace.objects(), scenarios);
    try (Nginx origin = Nginx.start(workplace.nginx(), workplace.objects(), objects.all())) {
      for (Scenario scenario : scenarios) {
        System.err.println(scenario.name() + ", " + ByteSize.format(scenario.sizeBytes()));
        try (Track track = Track.open(scenario, origin, workplace)) {
          Contest contest =
              new Contest(
                  track,
                  objects.of(scenario.sizeBytes()),
                  objects.practiceFor(scenario.sizeBytes()),
                  System.err);
          List<Series> series =
              contest.run(fitting(tools, scenario), scenario.warm(), quick ? 1 : rounds);
          System.out.println(Tables.of(scenario, series));
        }
      }
    }
  }

  private static List<Tool> fitting(List<Tool> tools, Scenario scenario) {
    return tools.stream()
        .filter(tool -> tool.runs(scenario.warm()))
        .filter(tool -> scenario.single() || tool.manyConnections())
        .toList();
  }

  private List<Tool> installed(Workplace workplace) {
    Path root = Path.of("").toAbsolutePath();
    List<Tool> installed = new ArrayList<>();
    for (Tool tool :
        Tools.all(
            root.resolve("modules/cli/target/dist"),
            root.resolve("modules/benchmarks/target/classes"),
            workplace.logs(),
            javaOptions)) {
      if (!toolNames.isEmpty() && !toolNames.contains(tool.name())) {
        continue;
      }
      if (tool.version().isPresent()) {
        installed.add(tool);
      } else {
        System.err.println(tool.name() + " is missing, so it is left out: " + tool.howToGet());
      }
    }
    return installed;
  }
}
