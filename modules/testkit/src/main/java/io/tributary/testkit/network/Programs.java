package io.tributary.testkit.network;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The system's programs that make networks. */
final class Programs {
  static final List<String> NEEDED = List.of("ip", "tc", "nft");

  private static final long PATIENCE_SECONDS = 30;

  /** Where they are, and not on everybody's PATH. */
  private static final List<String> MORE_PLACES = List.of("/usr/sbin", "/sbin");

  private Programs() {}

  static Optional<Path> find(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(Stream.of(path.split(File.pathSeparator, -1)), MORE_PLACES.stream())
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Runs a command to its end.
   *
   * @return what it wrote
   * @throws UncheckedIOException with the command and what it said, when it does not end well
   */
  static String run(String... command) {
    List<String> words = new ArrayList<>(List.of(command));
    words.set(0, find(command[0]).map(Path::toString).orElse(command[0]));
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      // What these programs say fits the pipe: reading first would wait for one that hangs.
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + ": it does not end");
      }
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said.strip());
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }
}
