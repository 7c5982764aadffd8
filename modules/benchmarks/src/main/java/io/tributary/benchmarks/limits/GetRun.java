package io.tributary.benchmarks.limits;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One {@code tributary get}, as a user runs it, with an eye on its memory. */
final class GetRun implements AutoCloseable {
  private static final Pattern DONE = Pattern.compile("\"bytesDone\":(\\d+)");
  private static final Pattern TOTAL = Pattern.compile("^Total +\\d+ +(\\d+)");
  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
  private static final long LOOK_MILLIS = 200;

  private final Process process;
  private final long beganNanos = System.nanoTime();
  private volatile long bytesDone;
  private volatile long peakBytes;

  private GetRun(Process process) {
    this.process = process;
  }

  /**
   * @param launcher {@code bin/tributary} of a built distribution
   * @param scratch for its state and logs
   */
  static GetRun start(Path launcher, Path scratch, String url, Path file, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString(), "get"));
    command.addAll(List.of("--progress", "json", "--state-dir", state(scratch).toString()));
    command.addAll(options);
    command.addAll(List.of(url, file.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("no_proxy", "127.0.0.1");
    builder.redirectOutput(scratch.resolve("get.out").toFile());
    GetRun run = new GetRun(builder.start());
    daemon(run::readProgress);
    daemon(run::watchMemory);
    return run;
  }

  static Path state(Path scratch) {
    return scratch.resolve("state");
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }

  private void readProgress() {
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher match = DONE.matcher(line);
        if (match.find()) {
          bytesDone = Long.parseLong(match.group(1));
        }
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void watchMemory() {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    while (process.isAlive()) {
      try {
        peakBytes = Math.max(peakBytes, peakBytes(Files.readString(status)));
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      } catch (IOException gone) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static long peakBytes(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElse(0);
  }

  /** Waits until so many bytes are there, or the process has ended. */
  void awaitBytes(long bytes) throws InterruptedException {
    awaitThat(() -> bytesDone >= bytes);
  }

  /** Waits until that is so, or the process has ended. */
  void awaitThat(BooleanSupplier done) throws InterruptedException {
    while (process.isAlive() && !done.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Waits for the end; returns the seconds that it took. */
  double await() throws IOException, InterruptedException {
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException("get ended with exit code " + code);
    }
    return (System.nanoTime() - beganNanos) / 1e9;
  }

  /** The largest resident size seen; Linux's own maximum, looked at five times a second. */
  long peakBytes() {
    return peakBytes;
  }

  /** What is really in use on the heap now, after a full collection; empty when it has ended. */
  OptionalLong liveHeapBytes() throws IOException {
    Process histogram =
        new ProcessBuilder(JCMD.toString(), process.pid() + "", "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines = histogram.inputReader(StandardCharsets.UTF_8)) {
      return lines
          .lines()
          .map(TOTAL::matcher)
          .filter(Matcher::find)
          .mapToLong(match -> Long.parseLong(match.group(1)))
          .findFirst();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
