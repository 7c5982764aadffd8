package io.tributary.benchmarks.tool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** This program: as a node that stays up, or as the command line starts it. */
final class Tributary {
  static final String NAME = "tributary";

  /** As the launcher has them, so that warm and cold differ in nothing but the start. */
  private static final List<String> LAUNCHER_OPTIONS =
      List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:-UsePerfData");

  private static final String WORKER = "io.tributary.benchmarks.worker.TributaryWorker";

  private final Path distribution;
  private final Path classes;
  private final Path logs;
  private final List<String> javaOptions;

  /**
   * @param distribution the directory with bin/ and lib/
   * @param classes of the benchmarks
   * @param javaOptions further options for the virtual machine, warm and cold
   */
  Tributary(Path distribution, Path classes, Path logs, List<String> javaOptions) {
    this.distribution = distribution;
    this.classes = classes;
    this.logs = logs;
    this.javaOptions = javaOptions;
  }

  List<Tool> all() {
    return List.of(
        new Program(Optional.of(node()), cli(NAME, "`get --lanes N`", "existing")),
        new Program(
            Optional.empty(),
            cli(NAME + "-no-archive", "without the class archive, as on first use", "off")));
  }

  private Tool node() {
    List<String> options = new ArrayList<>(LAUNCHER_OPTIONS);
    options.addAll(javaOptions);
    return new JavaTool(
        NAME,
        "`lanes` N, everything else as it is by default",
        "scripts/build",
        Optional.of("this checkout"),
        WORKER,
        options,
        classes + ":" + distribution.resolve("lib/tributary.jar"),
        logs);
  }

  private Tool cli(String name, String description, String archive) {
    Path launcher = distribution.resolve("bin/tributary");
    return new CommandTool(
        name,
        true,
        true,
        description,
        "scripts/build",
        List.of(launcher.toString(), "--version"),
        Map.of(
            "TRIBUTARY_CLASS_ARCHIVE",
            archive,
            "TRIBUTARY_JAVA_OPTS",
            String.join(" ", javaOptions)),
        logs,
        transfer -> get(launcher, transfer));
  }

  private static List<String> get(Path launcher, Transfer transfer) {
    List<String> command = new ArrayList<>(List.of(launcher.toString(), "get", "--quiet"));
    command.addAll(List.of("--lanes", String.valueOf(transfer.connections())));
    command.addAll(List.of("--durability", transfer.synced() ? "flush" : "fast"));
    command.addAll(List.of("--state-dir", transfer.scratch().resolve("state").toString()));
    transfer.authority().ifPresent(file -> command.addAll(List.of("--ca-file", file.toString())));
    command.addAll(List.of(transfer.url().toString(), transfer.destination().toString()));
    return command;
  }
}
