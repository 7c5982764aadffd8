package io.tributary.engine.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM that does what its main class says, and can be killed like any process. */
public final class OtherProcess implements AutoCloseable {
  /** None lives longer: a test that waits for what it prints hears its end instead. */
  private static final Duration LIFE = Duration.ofMinutes(2);

  private final Process process;
  private final BufferedReader output;

  private OtherProcess(Process process) {
    this.process = process;
    this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  public static OtherProcess run(Class<?> main, Object... arguments) throws IOException {
    // A killed process leaves the driver's unpacked library behind: not in everybody's directory.
    Path target = Files.createDirectories(Path.of("target"));
    return runWith(List.of("-Dorg.sqlite.tmpdir=" + target), main, arguments);
  }

  static OtherProcess runWith(List<String> options, Class<?> main, Object... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    killAfter(LIFE, process);
    return new OtherProcess(process);
  }

  /** Unless it has ended by then; whoever reads what it prints comes to the end of it. */
  public static void killAfter(Duration life, Process process) {
    var unused =
        process
            .onExit()
            .orTimeout(life.toSeconds(), TimeUnit.SECONDS)
            .exceptionally(
                late -> {
                  process.toHandle().destroyForcibly();
                  return process;
                });
  }

  public long pid() {
    return process.pid();
  }

  /** The next line it prints; null at its end. */
  public String line() {
    try {
      return output.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL, and all that it printed before. */
  public List<String> kill() throws InterruptedException {
    // Process.destroyForcibly would also close the stream, and with it what was printed before.
    process.toHandle().destroyForcibly();
    process.waitFor();
    return output.lines().toList();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
