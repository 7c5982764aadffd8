package io.tributary.cli;

import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.launch.Interruption;
import io.tributary.cli.launch.Logging;
import io.tributary.cli.log.LogFormat;
import io.tributary.cli.option.OutputArguments;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.server.ClusterNode;
import io.tributary.server.settings.NodeFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tributary node}: a serving node, until a signal comes. */
@Command(
    name = NodeCommand.NAME,
    description = {
      "Serve: be a member of a cluster, and answer the HTTP API.",
      "SIGTERM or SIGINT lets the node leave its cluster in good order; what it was doing goes on on"
          + " the others."
    },
    footer = {
      "",
      "Examples:",
      "  tributary node --config config/local.conf",
      "  tributary node --config config/cluster.conf"
    })
final class NodeCommand implements Callable<Integer> {
  static final String NAME = "node";
  private static final Logger LOG = LoggerFactory.getLogger("tributary.node");

  private final Console console;
  private final Interruption interruption;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The node's configuration, such as config/local.conf or config/cluster.conf.")
  Path config;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      description =
          "How lines on standard error are written: text, or json: one object a line. Default:"
              + " text.")
  LogFormat format = LogFormat.TEXT;

  @Mixin OutputArguments output;

  NodeCommand(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    if (format == LogFormat.TEXT) {
      return serve(console::say);
    }
    // From here on nothing but lines of JSON is written, the reason of an end included.
    Logging.configure(Verbosity.of(output, true), format, Map.of());
    try {
      Map<String, String> common = Map.of("node", NodeFile.read(config).name());
      Logging.configure(Verbosity.of(output, true), format, common);
      return serve(LOG::info);
    } catch (RuntimeException | Error e) {
      Failure failure = FailureReport.of(e);
      LOG.error(failure.oneLine(), failure.kind() == FailureKind.INTERNAL ? e : null);
      return ExitCode.of(failure.kind());
    }
  }

  private int serve(Consumer<String> says) {
    ClusterNode node = ClusterNode.start(config, says);
    says.accept(
        "node %s is up at %s, its API at %s".formatted(node.name(), node.address(), node.url()));
    interruption.onFirstSignal(node::leave);
    node.await();
    says.accept("node " + node.name() + " has left");
    return ExitCode.DONE;
  }
}
