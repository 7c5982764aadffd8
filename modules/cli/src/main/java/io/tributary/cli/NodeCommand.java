package io.tributary.cli;

import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.launch.Interruption;
import io.tributary.cli.option.OutputArguments;
import io.tributary.server.ClusterNode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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

  @Mixin OutputArguments output;

  NodeCommand(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    ClusterNode node = ClusterNode.start(config, console::say);
    console.say(
        "node %s is up at %s, its API at %s".formatted(node.name(), node.address(), node.url()));
    interruption.onFirstSignal(node::leave);
    node.await();
    console.say("node " + node.name() + " has left");
    return ExitCode.DONE;
  }
}
