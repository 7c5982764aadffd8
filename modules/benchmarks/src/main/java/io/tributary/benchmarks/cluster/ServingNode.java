package io.tributary.benchmarks.cluster;

import io.tributary.testkit.network.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One node at work on its host, as users start it. */
final class ServingNode implements AutoCloseable {
  private static final long LONGEST_START_SECONDS = 180;

  private final Host host;
  private final Path log;
  private final Process process;

  private ServingNode(Host host, Path log, Process process) {
    this.host = host;
    this.log = log;
    this.process = process;
  }

  /**
   * @param program the launcher of a built distribution
   * @param javaOptions for its virtual machine, as one text
   */
  static ServingNode start(Host host, Path program, Path configuration, String javaOptions)
      throws IOException {
    Path log = configuration.resolveSibling(host.name() + ".log");
    ProcessBuilder builder =
        host.process(List.of(program.toString(), "node", "--config", configuration.toString()));
    builder.environment().keySet().removeIf(name -> name.matches("(TRIBUTARY|XDG|OSS)_.*"));
    builder.environment().keySet().removeIf(name -> name.matches("(?i)(https?|no|all)_proxy"));
    builder.environment().put("HOME", configuration.getParent().toString());
    // The training that makes one would go on beside what is measured.
    builder.environment().put("TRIBUTARY_CLASS_ARCHIVE", "existing");
    builder.environment().put("TRIBUTARY_JAVA_OPTS", javaOptions);
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new ServingNode(host, log, process);
  }

  Host host() {
    return host;
  }

  void awaitReady(ControlClient client) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_START_SECONDS);
    while (!client.ready(host)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException(host + " does not become ready: " + lastWords());
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private String lastWords() throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.reduce((earlier, later) -> later).orElse("it says nothing");
    }
  }

  /** User and system time so far. */
  double cpuSeconds() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
