package io.tributary.cli;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Runs the built distribution as users do: its launcher, in a process and directory of its own. */
final class Launcher {
  static final Path LAUNCHER =
      Path.of(System.getProperty("tributary.launcher", "target/dist/bin/tributary"))
          .toAbsolutePath();

  /** Of a machine behind a proxy, or one whose virtual machines have options of their own. */
  private static final Pattern FOREIGN =
      Pattern.compile("(?i)(https?|all|no)_proxy|_JAVA_OPTIONS|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS");

  private static final long LONGEST_SECONDS = 120;

  /** One for each stream: a machine of two cores has a common pool of one thread. */
  private static final Executor THREADS =
      task -> {
        Thread thread = new Thread(task, "stream-of-a-process");
        thread.setDaemon(true);
        thread.start();
      };

  private final Path program;
  private final Path directory;
  private final Map<String, String> environment = new TreeMap<>();
  private String input = "";

  Launcher(Path directory) {
    this(LAUNCHER, directory);
  }

  /** Another one than that of the build. */
  Launcher(Path program, Path directory) {
    this.program = program;
    this.directory = directory;
    environment.put("HOME", directory.resolve("home").toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("TRIBUTARY_CLASS_ARCHIVE", "existing");
  }

  /** Another one with the same environment. */
  Launcher copy() {
    Launcher copy = new Launcher(program, directory);
    copy.environment.putAll(environment);
    return copy;
  }

  Launcher with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** What standard input holds. */
  Launcher input(String text) {
    input = text;
    return this;
  }

  /** Arguments are separated by single spaces; a row of a test reads like the command line. */
  Outcome run(String commandLine) {
    return run(commandLine.isEmpty() ? List.of() : Arrays.asList(commandLine.split(" ", -1)));
  }

  Outcome run(List<String> arguments) {
    return end(start(arguments), input);
  }

  /** What a process does until its end, which it has to come to. */
  static Outcome end(Process process) {
    return end(process, "");
  }

  private static Outcome end(Process process, String input) {
    CompletableFuture<byte[]> out = read(process.getInputStream());
    CompletableFuture<byte[]> err = read(process.getErrorStream());
    CompletableFuture<Void> in = write(input, process.getOutputStream());
    boolean ended = ends(process);
    Outcome outcome =
        new Outcome(process.exitValue(), said(out), new String(said(err), StandardCharsets.UTF_8));
    assertTrue("still running after " + LONGEST_SECONDS + " s: " + outcome, ended);
    in.join();
    return outcome;
  }

  Process start(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(arguments);
    return exec(command);
  }

  /** Another command in the same surroundings. */
  Process exec(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("TRIBUTARY_"));
    builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
    builder.environment().keySet().removeIf(name -> name.startsWith("OSS_"));
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().keySet().removeIf(FOREIGN.asMatchPredicate());
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int exitCode(Process process) {
    assertTrue("still running after " + LONGEST_SECONDS + " s", ends(process));
    return process.exitValue();
  }

  /** False when it had to be killed, with all that it started, so that readers see an end. */
  private static boolean ends(Process process) {
    try {
      boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      return ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** All that came from a process that has ended. */
  static byte[] said(CompletableFuture<byte[]> stream) {
    try {
      return stream.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("it has ended, but something that it started still writes", e);
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static CompletableFuture<Void> write(String text, OutputStream stream) {
    return CompletableFuture.runAsync(
        () -> {
          try (stream) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
          } catch (IOException ignored) {
            // A command that does not read its input has closed it.
            return;
          }
        },
        THREADS);
  }

  static CompletableFuture<byte[]> read(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        THREADS);
  }
}
