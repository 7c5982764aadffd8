package io.tributary.torture.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The built distribution at work in a process of its own, which may be killed. */
public final class ToolRun {
  /** What users start. */
  public static final String LAUNCHER =
      Path.of(System.getProperty("tributary.launcher", "target/dist/bin/tributary"))
          .toAbsolutePath()
          .toString();

  /** How Java tells a process that SIGKILL has ended. */
  public static final int KILLED = 128 + 9;

  /** Only a hang takes as long. */
  public static final long LONGEST_SECONDS = 120;

  private final Process process;
  private final Path out;
  private final Path err;

  private ToolRun(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * @param said where its output goes: files, which outlive a kill and never block
   * @param input what its standard input holds
   */
  public static ToolRun start(
      Path directory,
      Path said,
      Map<String, String> environment,
      String input,
      List<String> command) {
    try {
      Path in = Files.writeString(Files.createTempFile(said, "in", ""), input);
      Path out = Files.createTempFile(said, "out", "");
      Path err = Files.createTempFile(said, "err", "");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.matches("(TRIBUTARY|XDG|OSS)_.*"));
      builder.environment().keySet().removeIf(name -> name.matches("(?i)(https?|no|all)_proxy"));
      builder.environment().putAll(environment);
      return new ToolRun(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean running() {
    return process.isAlive();
  }

  /** SIGKILL, for what it has started, too; returns when the process is gone. */
  public Ended kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.toHandle().destroyForcibly();
    return end();
  }

  /** Such as {@code INT}. */
  public void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, "" + pid()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** What it has written to standard error so far. */
  public String errors() {
    return text(err);
  }

  public Ended end() {
    try {
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError("still running after " + LONGEST_SECONDS + " s: " + errors());
      }
      return new Ended(process.exitValue(), text(out), text(err));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Waits for something that happens while it runs. */
  public void until(BooleanSupplier condition) {
    if (!await(condition)) {
      throw new AssertionError("it ended too soon: " + end());
    }
  }

  /** Looks again and again until the condition holds or the process ends; false in that case. */
  public boolean await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (!condition.getAsBoolean()) {
      try {
        if (process.waitFor(1, TimeUnit.MILLISECONDS)) {
          return condition.getAsBoolean();
        }
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain: " + errors());
      }
    }
    return true;
  }

  private static AssertionError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AssertionError(e);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
