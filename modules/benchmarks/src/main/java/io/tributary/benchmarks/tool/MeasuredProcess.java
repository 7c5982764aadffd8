package io.tributary.benchmarks.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs a command to its end. Its CPU time and memory are the kernel's own figures, which GNU time
 * reads: a process that has ended leaves them to nobody but its parent.
 */
public final class MeasuredProcess {
  private static final int TIMED_OUT = 124;
  private static final double BYTES_PER_KIB = 1024;

  private final Path logs;

  /**
   * @param logs a directory for what commands print
   */
  public MeasuredProcess(Path logs) {
    this.logs = logs;
  }

  Outcome run(String name, List<String> command, Map<String, String> environment, Transfer transfer)
      throws IOException, InterruptedException {
    List<String> sync =
        transfer.synced() ? List.of("-d", transfer.destination().toString()) : List.of();
    return run(name, command, environment, transfer.deadline(), sync);
  }

  /**
   * @param name of its log, too
   * @param sync arguments of a {@code sync} that belongs to it; empty for none
   */
  public Outcome run(
      String name,
      List<String> command,
      Map<String, String> environment,
      Duration deadline,
      List<String> sync)
      throws IOException, InterruptedException {
    Path figures = logs.resolve(name + ".time");
    Path log = logs.resolve(name + ".log");
    Files.deleteIfExists(figures);
    ProcessBuilder builder = new ProcessBuilder(timed(command, figures, deadline, sync));
    // The machine's proxy and its authorities are not what is measured; some rclone fails with
    // these.
    builder.environment().keySet().removeIf(key -> key.matches("(?i).*_proxy|AWS_CA_BUNDLE"));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    long began = System.nanoTime();
    int status = builder.start().waitFor();
    double wallSeconds = (System.nanoTime() - began) / 1e9;
    if (status == TIMED_OUT) {
      return new Outcome.Failed("not done after " + deadline.toSeconds() + " s");
    }
    if (status != 0) {
      return new Outcome.Failed("exit code " + status + ": " + reason(log));
    }
    return done(wallSeconds, Files.readString(figures));
  }

  private static List<String> timed(
      List<String> command, Path figures, Duration deadline, List<String> sync) {
    List<String> timed = new ArrayList<>(List.of("time", "-q", "-f", "%U %S %M", "-o"));
    timed.add(figures.toString());
    timed.addAll(List.of("timeout", "-k", "2", deadline.toSeconds() + ""));
    if (!sync.isEmpty()) {
      timed.addAll(List.of("sh", "-c", "\"$@\" && exec sync " + String.join(" ", sync), "sh"));
    }
    timed.addAll(command);
    return timed;
  }

  /**
   * @param figures user and system time in seconds, and the largest resident size in KiB
   */
  static Outcome.Done done(double wallSeconds, String figures) {
    String[] fields = figures.strip().split(" ", -1);
    double cpuSeconds = Double.parseDouble(fields[0]) + Double.parseDouble(fields[1]);
    long peakBytes = (long) (Long.parseLong(fields[2]) * BYTES_PER_KIB);
    return new Outcome.Done(wallSeconds, cpuSeconds, peakBytes);
  }

  /** The last line that is not part of a stack trace. */
  private static String reason(Path log) throws IOException {
    return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("\t"))
        .reduce((earlier, later) -> later)
        .orElse("no output");
  }
}
