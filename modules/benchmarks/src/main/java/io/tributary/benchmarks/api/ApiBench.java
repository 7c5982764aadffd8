package io.tributary.benchmarks.api;

import io.tributary.benchmarks.Workplace;
import io.tributary.benchmarks.origin.Emptying;
import io.tributary.benchmarks.origin.Nginx;
import io.tributary.benchmarks.origin.TestObject;
import io.tributary.benchmarks.report.Publication;
import io.tributary.benchmarks.serving.SingleNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what a node answers while many ask it, and it downloads at full speed. */
@Command(
    name = "scripts/bench-api",
    description = "Submits downloads to a node on loopback from many clients at once.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ApiBench implements Callable<Integer> {
  private static final String PAGE = "docs/benchmarks.md";
  private static final Path TARGET = Path.of("modules/benchmarks/target");
  private static final Path PROGRAM = Path.of("modules/cli/target/dist/bin/tributary");
  private static final long SMALL_BYTES = 4096;

  @Option(
      names = "--clients",
      paramLabel = "N",
      description = "That submit at the same time. Default: ${DEFAULT-VALUE}.")
  private int clients = 200;

  @Option(
      names = "--submits",
      paramLabel = "N",
      description = "Of all of them together. Default: ${DEFAULT-VALUE}.")
  private int submits = 10_000;

  @Option(
      names = "--large",
      paramLabel = "GIB",
      description = "Size of an object that is downloaded meanwhile. Default: ${DEFAULT-VALUE}.")
  private int largeGib = 8;

  @Option(
      names = "--large-ones",
      paramLabel = "N",
      description = "How many of these, at a time. Default: ${DEFAULT-VALUE}.")
  private int largeOnes = 1;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "A page whose figures are replaced, such as " + PAGE + ". Default: none.")
  private Path output;

  @Spec private CommandSpec command;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ApiBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Publication.publish(
        "bench-api", command.commandLine().getParseResult().originalArgs(), output, measure());
    return 0;
  }

  private String measure() throws IOException, InterruptedException {
    try (Workplace workplace = Workplace.create(TARGET.toAbsolutePath())) {
      TestObject small = TestObject.create(workplace.objects().resolve("small"), SMALL_BYTES);
      // A hole: it takes no room, nor does what is downloaded of it.
      try (RandomAccessFile hole =
          new RandomAccessFile(workplace.objects().resolve("large").toFile(), "rw")) {
        hole.setLength((long) largeGib << 30);
      }
      Path files = workplace.downloads(false);
      Emptying emptying = Emptying.start(files);
      Path scratch = workplace.scratch(true);
      try (Nginx nginx = Nginx.start(workplace.nginx(), workplace.objects(), List.of(small));
          SingleNode node = SingleNode.start(PROGRAM.toAbsolutePath(), scratch, Map.of())) {
        String objects = nginx.directoryUrl().toString();
        ApiRun.Load load = new ApiRun.Load(clients, submits, largeOnes);
        return new ApiRun(
                node, files, new ApiRun.Sources(objects + "small", objects + "large"), load)
            .measure()
            .toString();
      } finally {
        emptying.close();
      }
    }
  }
}
