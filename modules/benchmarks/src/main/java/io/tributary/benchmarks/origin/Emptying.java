package io.tributary.benchmarks.origin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes holes of what is written to the temporary files of a directory: the program writes real
 * files with real system calls, and hardly any room is taken. The bytes were zeros, and zeros they
 * stay.
 */
public final class Emptying implements AutoCloseable {
  private static final long EVERY_MILLIS = 200;
  private static final String TEMPORARY = ".tributary";

  private final Path directory;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

  private Emptying(Path directory) {
    this.directory = directory;
  }

  public static Emptying start(Path directory) {
    Emptying emptying = new Emptying(directory);
    var unused =
        emptying.thread.scheduleWithFixedDelay(
            emptying::empty, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    return emptying;
  }

  private void empty() {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(TEMPORARY)).toList()) {
        makeHole(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void makeHole(Path file) throws IOException, InterruptedException {
    try {
      String length = String.valueOf(Files.size(file));
      List<String> command =
          List.of("fallocate", "--punch-hole", "--offset", "0", "--length", length);
      new ProcessBuilder(Stream.concat(command.stream(), Stream.of(file.toString())).toList())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (NoSuchFileException published) {
      return;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
