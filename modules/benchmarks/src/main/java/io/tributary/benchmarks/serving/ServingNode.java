package io.tributary.benchmarks.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** One node at work, as users start it. */
public final class ServingNode implements AutoCloseable {
  private static final long LONGEST_START_SECONDS = 180;

  private final Path log;
  private final Process process;

  private ServingNode(Path log, Process process) {
    this.log = log;
    this.process = process;
  }

  /**
   * @param host makes processes of the host that it runs on
   * @param program the launcher of a built distribution
   * @param configuration the file; the log goes beside it
   * @param javaOptions for its virtual machine, as one text
   */
  public static ServingNode start(
      Function<List<String>, ProcessBuilder> host,
      Path program,
      Path configuration,
      String javaOptions)
      throws IOException {
    Path log = configuration.resolveSibling(configuration.getFileName() + ".log");
    ProcessBuilder builder =
        host.apply(List.of(program.toString(), "node", "--config", configuration.toString()));
    builder.environment().keySet().removeIf(name -> name.matches("(TRIBUTARY|XDG|OSS)_.*"));
    builder.environment().keySet().removeIf(name -> name.matches("(?i)(https?|no|all)_proxy"));
    builder.environment().put("HOME", configuration.getParent().toString());
    // The training that makes one would go on beside what is measured.
    builder.environment().put("TRIBUTARY_CLASS_ARCHIVE", "existing");
    builder.environment().put("TRIBUTARY_JAVA_OPTS", javaOptions);
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new ServingNode(log, process);
  }

  public void awaitReady(NodeApi api) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_START_SECONDS);
    while (!api.ready()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException(api + " does not become ready: " + lastWords());
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private String lastWords() throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.reduce((earlier, later) -> later).orElse("it says nothing");
    }
  }

  public long processId() {
    return process.pid();
  }

  /** User and system time so far. */
  public double cpuSeconds() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
