package io.tributary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.option.ProgramArguments;
import io.tributary.cli.option.ReportArguments;
import io.tributary.cli.option.Usage;
import io.tributary.cli.remote.LimitsText;
import io.tributary.cli.remote.ServerArguments;
import io.tributary.cli.report.JsonText;
import io.tributary.core.quantity.Rate;
import io.tributary.core.quantity.RequestRate;
import io.tributary.engine.client.http.ControlClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tributary limits}: what all nodes together may use, to see and to change. */
@Command(
    name = "limits",
    description = "What all nodes of a cluster together may use; with options, changes it.")
final class LimitsCommand implements Callable<Integer> {
  private static final String PATH = "/v1/limits";
  private static final String CONFIGURED = "configured";

  private final Console console;

  @Mixin ServerArguments server;
  @Mixin ReportArguments report;
  @Mixin ProgramArguments program;

  @Option(
      names = "--bytes",
      paramLabel = "SIZE/s",
      description =
          "Payload per second, such as 100MB/s; 0 for no limit, configured for what the nodes'"
              + " configuration says.")
  String bytes = "";

  @Option(
      names = "--requests",
      paramLabel = "N",
      description = "Requests begun per second, also 0.5; 0 for no limit, or configured.")
  String requests = "";

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "Requests at a time; 0 for no limit, or configured.")
  String connections = "";

  LimitsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Map<String, Object> changes = changes();
    ControlClient client = server.client();
    // The node merges: what others have changed meanwhile stays.
    JsonNode limits =
        changes.isEmpty() ? client.get(PATH) : client.post(PATH, JsonText.of(changes));
    console.out().println(report.json() ? limits.toString() : LimitsText.page(limits));
    return ExitCode.DONE;
  }

  /** Null for what is to be as configured. */
  private Map<String, Object> changes() {
    Map<String, Object> changes = new LinkedHashMap<>();
    change(changes, "bytesPerSecond", "--bytes", bytes, Rate::parse);
    change(changes, "requestsPerSecond", "--requests", requests, RequestRate::parse);
    change(changes, "connections", "--connections", connections, LimitsCommand::whole);
    return changes;
  }

  private static void change(
      Map<String, Object> changes,
      String field,
      String option,
      String text,
      Function<String, Object> parse) {
    if (text.isEmpty()) {
      return;
    }
    try {
      changes.put(field, text.equals(CONFIGURED) ? null : parse.apply(text));
    } catch (IllegalArgumentException e) {
      throw Usage.option(option, String.valueOf(e.getMessage()), "or write " + CONFIGURED);
    }
  }

  private static Object whole(String text) {
    if (!text.matches("[0-9]{1,7}")) {
      throw new IllegalArgumentException("'" + text + "' is not a number from 0 to 1000000");
    }
    return Integer.valueOf(text);
  }
}
