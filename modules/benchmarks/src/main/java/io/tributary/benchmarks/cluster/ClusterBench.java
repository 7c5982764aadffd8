package io.tributary.benchmarks.cluster;

import io.tributary.benchmarks.Workplace;
import io.tributary.benchmarks.bulk.BulkCase;
import io.tributary.benchmarks.origin.Nginx;
import io.tributary.benchmarks.origin.TestObject;
import io.tributary.benchmarks.report.Publication;
import io.tributary.core.quantity.ByteSize;
import io.tributary.testkit.network.HostNetwork;
import io.tributary.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how the bandwidth of several nodes adds up in one file. */
@Command(
    name = "scripts/bench-cluster",
    description =
        "Downloads one object with clusters of several sizes, whose nodes have links of their own:"
            + " hosts in network namespaces.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ClusterBench implements Callable<Integer> {
  private static final String PAGE = "docs/benchmarks.md";
  private static final Path TARGET = Path.of("modules/benchmarks/target");
  private static final Path PROGRAM = Path.of("modules/cli/target/dist/bin/tributary");
  private static final int MOST_NODES = 32;
  private static final long SMALL_BYTES = 64 << 10;

  @Option(
      names = "--cases",
      split = ",",
      paramLabel = "NAME",
      description = "Only these, separated by commas: ${COMPLETION-CANDIDATES}. Default: all.")
  private List<ClusterCase> cases = List.of(ClusterCase.values());

  @Option(
      names = "--nodes",
      split = ",",
      paramLabel = "N",
      description = "How many nodes a cluster has. Default: 1,2,4,8. The case slow has four.")
  private List<Integer> nodes = List.of(1, 2, 4, 8);

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      description = "Of the object. Default: ${DEFAULT-VALUE}.")
  private String size = "1GiB";

  @Option(
      names = "--link",
      paramLabel = "MBIT",
      description = "Of each node, in Mbit/s. Default: ${DEFAULT-VALUE}.")
  private int linkMegabits = 100;

  @Option(
      names = "--lanes",
      paramLabel = "N",
      description = "Requests at a time, in the whole cluster. Default: what it finds best.")
  private int lanes;

  @Option(
      names = "--no-practice",
      description = "Measures the first download of a cluster, not its second.")
  private boolean unpractised;

  @Option(
      names = "--java-options",
      paramLabel = "TEXT",
      description = "For the virtual machines of the nodes.")
  private String javaOptions = "";

  @Option(
      names = "--keep-logs",
      paramLabel = "DIR",
      description = "Where the nodes' configuration and logs are left, in an empty directory.")
  private Path logs;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "A page whose figures are replaced, such as " + PAGE + ". Default: none.")
  private Path output;

  @Spec private CommandSpec command;

  public static void main(String[] arguments) {
    CommandLine line =
        new CommandLine(new ClusterBench()).setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(line.execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireRange("--nodes", nodes.stream().mapToInt(n -> n).min().orElse(0), 1, MOST_NODES);
    requireRange("--nodes", nodes.stream().mapToInt(n -> n).max().orElse(0), 1, MOST_NODES);
    requireRange("--link", linkMegabits, 10, 1000);
    requireRange("--lanes", lanes, 0, 1000);
    Optional<String> obstacle = HostNetwork.obstacle();
    if (obstacle.isPresent()) {
      System.err.println("bench-cluster: cannot measure: " + obstacle.get());
      return 1;
    }
    try (Workplace workplace = Workplace.create(TARGET.toAbsolutePath())) {
      Publication.publish(
          "bench-cluster",
          command.commandLine().getParseResult().originalArgs(),
          output,
          measure(workplace));
    }
    return 0;
  }

  private void requireRange(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          command.commandLine(), option + ": " + value + " is not " + least + " to " + most);
    }
  }

  private String measure(Workplace workplace) throws IOException, InterruptedException {
    long sizeBytes = ByteSize.parse(size);
    requireMemory(workplace, 4 * sizeBytes);
    TestObject object = TestObject.create(workplace.objects().resolve("object"), sizeBytes);
    TestObject practice =
        TestObject.create(workplace.objects().resolve("practice"), Math.max(1, sizeBytes / 4));
    Cargo tree = tree(workplace.objects().resolve("tree"), sizeBytes);
    Cargo treePractice = tree(workplace.objects().resolve("tree-practice"), sizeBytes / 8);
    try (HostNetwork network = HostNetwork.create();
        PostgresServer database = PostgresServer.startAt(network.hub().address());
        Nginx origin =
            Nginx.start(
                workplace.nginx(),
                workplace.objects(),
                List.of(object, practice),
                List.of(network.hub().address()))) {
      TestCluster.Surroundings surroundings =
          new TestCluster.Surroundings(
              network,
              database,
              logs == null ? workplace.memory() : Files.createDirectories(logs.toAbsolutePath()),
              PROGRAM.toAbsolutePath(),
              javaOptions);
      ClusterSeries series =
          new ClusterSeries(
              surroundings,
              origin,
              new ClusterSeries.Goods(object, practice, tree, treePractice),
              !unpractised);
      return series.run(cases, nodes, linkMegabits, lanes);
    }
  }

  /** Half of the bytes in large objects, the other half in objects of 64 KiB. */
  private static Cargo tree(Path directory, long sizeBytes) throws IOException {
    int small = Math.toIntExact(Math.max(1, sizeBytes / 2 / SMALL_BYTES));
    List<BulkCase.Group> groups =
        List.of(
            new BulkCase.Group("large", 2, Math.max(SMALL_BYTES, sizeBytes / 4)),
            new BulkCase.Group("small", small, SMALL_BYTES));
    return Cargo.create(directory, new BulkCase("tree", "tree", groups, false, false));
  }

  private static void requireMemory(Workplace workplace, long neededBytes) throws IOException {
    if (workplace.freeBytes() < neededBytes) {
      throw new IOException(
          "there is main memory for "
              + ByteSize.format(workplace.freeBytes())
              + " of files, but "
              + ByteSize.format(neededBytes)
              + " are needed; give a smaller --size");
    }
  }
}
