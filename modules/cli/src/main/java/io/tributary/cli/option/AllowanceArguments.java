package io.tributary.cli.option;

import io.tributary.engine.api.Priority;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/**
 * What of a download or job is to be otherwise. Only what the command line names is: what the
 * environment and the configuration file say is meant for what is asked for anew.
 */
public final class AllowanceArguments {
  @Spec(Target.MIXEE)
  CommandSpec command;

  @Option(
      names = "--limit-rate",
      paramLabel = "SIZE/s",
      converter = Converters.Speed.class,
      description = "Most bytes per second, on all nodes together; 0 for no limit.")
  long limitBytesPerSecond;

  @Option(
      names = "--limit-requests",
      paramLabel = "N",
      converter = Converters.Requests.class,
      description = "Most requests begun per second, also 0.5; 0 for no limit.")
  double limitRequestsPerSecond;

  @Option(
      names = "--priority",
      paramLabel = "PRIORITY",
      description = "low, normal or high: how soon it has its turn, and its share beside others.")
  Priority priority = Priority.NORMAL;

  @Option(
      names = "--requests",
      paramLabel = "N",
      description = "Of a job: smaller objects that are fetched at a time, on each node, 1 to 256.")
  int requests;

  /** As the API names them. */
  public Map<String, Object> changes() {
    Map<String, Object> changes = new LinkedHashMap<>();
    if (named("--limit-rate")) {
      changes.put("limitRate", limitBytesPerSecond);
    }
    if (named("--limit-requests")) {
      changes.put("limitRequests", limitRequestsPerSecond);
    }
    if (named("--priority")) {
      changes.put("priority", priority.name().toLowerCase(Locale.ROOT));
    }
    if (named("--requests")) {
      changes.put("requests", ManyArguments.requireRequests(requests));
    }
    if (changes.isEmpty()) {
      throw Usage.commandLine(
          "there is nothing to change",
          "name --limit-rate, --limit-requests, --priority or --requests");
    }
    return changes;
  }

  private boolean named(String option) {
    return command.commandLine().getParseResult().hasMatchedOption(option);
  }
}
