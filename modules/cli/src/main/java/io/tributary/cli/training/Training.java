package io.tributary.cli.training;

import io.tributary.cli.Main;
import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.Interruption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A small download and a small job from this process to itself: they load what usual runs load, so
 * that a class-data-sharing archive can be made of it, and shows that the program works on this
 * Java. Ends with 0 when the right bytes arrived.
 */
public final class Training {
  private static final int BYTES = 2 << 20;

  private Training() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createTempDirectory("tributary-training");
    boolean right;
    try (TrainingServer server = TrainingServer.start(BYTES)) {
      right = run(directory, server);
    } finally {
      delete(directory);
    }
    // Not halt(): the archive is written while the virtual machine shuts down.
    System.exit(right ? 0 : 1);
  }

  private static boolean run(Path directory, TrainingServer server) throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    Console console = console(directory, data, said);
    Path file = directory.resolve("file");
    String url = server.url();
    List<String> get =
        List.of(
            "get",
            "--json",
            "--threshold",
            "0",
            "--part-size",
            "256KiB",
            "--state-dir",
            directory.resolve("state").toString(),
            url,
            file.toString());
    Path tree = directory.resolve("tree");
    List<String> job =
        List.of(
            "get",
            "--json",
            "--recursive",
            "--state-dir",
            directory.resolve("states").toString(),
            server.treeUrl(),
            tree.toString());
    int sum = 0;
    for (List<String> command : List.of(get, job, List.of("stat", url), List.of("cat", url))) {
      sum += Main.run(command.toArray(String[]::new), console, Interruption.listen());
    }
    boolean right =
        sum == 0 && sameBytes(server, file) && sameBytes(server, tree.resolve("object"));
    if (!right) {
      System.err.println(said.toString(StandardCharsets.UTF_8));
    }
    return right;
  }

  private static boolean sameBytes(TrainingServer server, Path file) throws IOException {
    return Arrays.equals(server.content(), Files.readAllBytes(file));
  }

  private static Console console(Path directory, OutputStream data, OutputStream said) {
    return new Console(
        InputStream.nullInputStream(),
        data,
        new PrintStream(data, true, StandardCharsets.UTF_8),
        new PrintStream(said, true, StandardCharsets.UTF_8),
        Map.of("HOME", directory.toString(), "no_proxy", "*"),
        0);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
