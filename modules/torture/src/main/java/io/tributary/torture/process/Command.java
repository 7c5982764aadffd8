package io.tributary.torture.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Programs of the system. */
public final class Command {
  private static final long LONGEST_SECONDS = 60;

  private Command() {}

  /**
   * Runs it to its end.
   *
   * @return what it wrote
   * @throws IOException when it cannot be started or does not end with 0
   */
  public static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    CompletableFuture<Void> tooLong = killAfterLongest(process);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      tooLong.cancel(false);
    }
    return said;
  }

  /** Who reads what it writes would wait for ever for one that hangs. */
  private static CompletableFuture<Void> killAfterLongest(Process process) {
    return CompletableFuture.runAsync(
        () -> {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        },
        CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS));
  }

  public static boolean succeeds(String... command) {
    try {
      run(command);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The first of these programs that is on no usual path. */
  public static Optional<String> missing(String... programs) {
    List<Path> places =
        List.of(Path.of("/usr/bin"), Path.of("/usr/sbin"), Path.of("/bin"), Path.of("/sbin"));
    for (String program : programs) {
      if (places.stream().noneMatch(place -> Files.isExecutable(place.resolve(program)))) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }

  /** Why nothing can be mounted here; empty when it can. */
  public static Optional<String> mountObstacle() {
    if (missing("mount", "umount", "unshare").isPresent()) {
      return Optional.of("needs the program " + missing("mount", "umount", "unshare").get());
    }
    return succeeds("unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/tmp")
        ? Optional.empty()
        : Optional.of("needs root, and the right to mount");
  }
}
