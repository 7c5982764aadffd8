package io.tributary.torture.syscall;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How a program is started by way of strace, and what strace saw. */
final class Strace {
  private final Path log;

  /**
   * @param log what strace writes
   */
  Strace(Path log) {
    this.log = log;
  }

  /** Calls fail only when they concern one of these paths, by name or by open file. */
  List<String> failing(Injection injection, List<Path> paths) {
    List<String> command = tracing(injection.call());
    command.addAll(List.of("-e", injection.option()));
    paths.forEach(path -> command.addAll(List.of("-P", path.toString())));
    return command;
  }

  private List<String> tracing(String call) {
    // Without the filter in the kernel each call of the virtual machine would stop it.
    return new ArrayList<>(
        List.of(
            "strace",
            "-f",
            "--seccomp-bpf",
            "-qq",
            "-e",
            "signal=none",
            "-o",
            "" + log,
            "-e",
            "trace=" + call));
  }

  /** How many calls were made to fail. */
  long injected() throws IOException {
    if (!Files.exists(log)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains("(INJECTED)")).count();
    }
  }
}
