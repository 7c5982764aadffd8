package io.tributary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.option.ProgramArguments;
import io.tributary.cli.option.ReportArguments;
import io.tributary.cli.remote.ServerArguments;
import io.tributary.core.display.DisplayText;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tributary cluster}: one line for each node. */
@Command(name = "cluster", description = "The nodes of the cluster, as one of them sees them.")
final class ClusterCommand implements Callable<Integer> {
  private final Console console;

  @Mixin ServerArguments server;
  @Mixin ReportArguments report;
  @Mixin ProgramArguments program;

  ClusterCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    JsonNode cluster = server.client().get("/v1/cluster");
    if (report.json()) {
      console.out().println(cluster);
    } else {
      cluster.path("nodes").forEach(node -> console.out().println(line(node)));
    }
    return ExitCode.DONE;
  }

  private static String line(JsonNode node) {
    StringJoiner roles = new StringJoiner(",");
    node.path("roles").forEach(role -> roles.add(role.asText()));
    return DisplayText.escape(
        String.join(
            "  ",
            "%-16s".formatted(node.path("name").asText()),
            "%-24s".formatted(node.path("address").asText()),
            "%-8s".formatted(node.path("status").asText()),
            node.path("reachable").asBoolean() ? "reachable" : "UNREACHABLE",
            roles.toString()));
  }
}
