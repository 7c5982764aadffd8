package io.tributary.benchmarks;

import io.tributary.benchmarks.figure.Results;
import io.tributary.benchmarks.report.Machine;
import io.tributary.benchmarks.report.Page;
import io.tributary.benchmarks.report.Report;
import io.tributary.benchmarks.scenario.Route;
import io.tributary.benchmarks.scenario.Scenario;
import io.tributary.benchmarks.scenario.Scenarios;
import io.tributary.benchmarks.tool.FirstLine;
import io.tributary.benchmarks.tool.Tool;
import io.tributary.benchmarks.tool.Tools;
import io.tributary.core.quantity.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures this program and others side by side. */
@Command(
    name = "scripts/bench",
    description = "Downloads from nginx on loopback with this program and others, in turn.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class Bench implements Callable<Integer> {
  private static final String PAGE = "docs/benchmarks.md";
  private static final String QUICK_SIZE = "8MiB";
  private static final String USUAL_SIZE = "4GiB";
  private static final int USUAL_ROUNDS = 3;

  @Option(
      names = "--cases",
      split = ",",
      paramLabel = "NAME",
      description = "Only these, separated by commas: ${COMPLETION-CANDIDATES}. Default: all.",
      completionCandidates = CaseNames.class)
  private List<String> cases = List.of();

  @Option(
      names = "--tools",
      split = ",",
      paramLabel = "NAME",
      description = "Only these, separated by commas. Default: all that are installed.")
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
  private String size = USUAL_SIZE;

  @Option(
      names = "--quick",
      description =
          "Whether it works at all: --size 8MiB --rounds 1, without practice and" + " stalls.")
  private boolean quick;

  @Option(
      names = "--disk",
      paramLabel = "DIR",
      description =
          "Where the files go that must reach a disk. Default: modules/benchmarks/target.")
  private Path disk = Path.of("modules/benchmarks/target");

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "A page whose figures are replaced. Default: docs/benchmarks.md, when everything was"
              + " measured that can be; else none.")
  private Path output;

  @Option(
      names = "--java-option",
      paramLabel = "OPTION",
      description = "For the virtual machine of this program, warm and cold; may be given again.")
  private List<String> javaOptions = List.of();

  @Spec private CommandSpec command;

  /** The names that {@code --cases} takes. */
  static final class CaseNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Scenarios.all(Long.MAX_VALUE).stream().map(Scenario::name).iterator();
    }
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Scenario> scenarios = scenarios();
    try (Workplace workplace = Workplace.create(disk.toAbsolutePath())) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> abandon(workplace)));
      List<Tool> tools = tools(workplace);
      Suite suite = new Suite(workplace, quick ? 1 : rounds, !quick);
      publish(tools, suite.run(scenarios, tools));
    }
    return 0;
  }

  /** When the process is told to end before it is done. */
  private static void abandon(Workplace workplace) {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
    workplace.close();
  }

  private List<Scenario> scenarios() {
    List<Scenario> all = Scenarios.all(ByteSize.parse(quick ? QUICK_SIZE : size));
    requireKnown("--cases", cases, all.stream().map(Scenario::name).toList());
    return all.stream()
        .filter(scenario -> cases.isEmpty() ? fits(scenario) : cases.contains(scenario.name()))
        .toList();
  }

  /** Where a connection stalls, some tools wait until they are stopped. */
  private boolean fits(Scenario scenario) {
    return !quick || scenario.route() != Route.STALLING;
  }

  private List<Tool> tools(Workplace workplace) {
    Path root = Path.of("").toAbsolutePath();
    List<Tool> all =
        Tools.all(
            root.resolve("modules/cli/target/dist"),
            root.resolve("modules/benchmarks/target/classes"),
            workplace.logs(),
            javaOptions);
    requireKnown("--tools", toolNames, all.stream().map(Tool::name).toList());
    return all.stream()
        .filter(tool -> toolNames.isEmpty() || toolNames.contains(tool.name()))
        .toList();
  }

  private void requireKnown(String option, List<String> given, List<String> known) {
    for (String name : given) {
      if (!known.contains(name)) {
        throw new ParameterException(
            command.commandLine(),
            option + ": there is no " + name + "; there are " + String.join(", ", known));
      }
    }
  }

  private void publish(List<Tool> tools, Results results) throws IOException {
    List<String> words = command.commandLine().getParseResult().originalArgs();
    String origin = FirstLine.of(List.of("nginx", "-v")).orElse("nginx");
    String report =
        Report.of(
            Machine.here(),
            ("scripts/bench " + String.join(" ", words)).strip(),
            origin.replace("nginx version: ", ""),
            tools,
            results);
    boolean complete = cases.isEmpty() && toolNames.isEmpty() && !quick && size.equals(USUAL_SIZE);
    Path page = output == null && complete ? Path.of(PAGE) : output;
    if (page == null) {
      System.out.print(report);
    } else {
      Files.writeString(page, Page.withFigures(Files.readString(page), report));
      System.err.println("bench: the figures are in " + page);
    }
  }
}
