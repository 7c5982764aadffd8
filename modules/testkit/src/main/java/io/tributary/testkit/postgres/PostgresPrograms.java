package io.tributary.testkit.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs: those in the directory that {@code TRIBUTARY_TEST_POSTGRES} names, else
 * those of a jar of Maven Central, unpacked once for this process. PostgreSQL refuses to run as
 * root; then another user runs it.
 */
final class PostgresPrograms {
  private static final String DIRECTORY = "TRIBUTARY_TEST_POSTGRES";
  private static final long PATIENCE_SECONDS = 120;

  /** In archives of Debian's kind, {@code nobody}: the one user that is on every system. */
  private static final int NOBODY = 65534;

  private static PostgresPrograms unpacked;

  private final Path directory;
  private final boolean root = "root".equals(System.getProperty("user.name"));

  private PostgresPrograms(Path directory) {
    this.directory = directory;
  }

  static synchronized PostgresPrograms find() throws IOException {
    String given = System.getenv(DIRECTORY);
    if (given != null && !given.isEmpty()) {
      return new PostgresPrograms(Path.of(given));
    }
    if (unpacked == null) {
      unpacked = new PostgresPrograms(unpack().resolve("bin"));
    }
    return unpacked;
  }

  private static Path unpack() throws IOException {
    String name = "/postgres-linux-" + architecture() + ".txz";
    try (InputStream archive = PostgresPrograms.class.getResourceAsStream(name)) {
      if (archive == null) {
        throw new IOException(
            "no PostgreSQL for " + architecture() + "; set " + DIRECTORY + " to its bin directory");
      }
      Path target = sharedDirectory("tributary-postgres-programs");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteTree(target)));
      TarArchive.unpack(new XZInputStream(archive), target);
      return target;
    }
  }

  private static String architecture() {
    String name = System.getProperty("os.arch");
    return Map.of("amd64", "x86_64", "aarch64", "arm_64").getOrDefault(name, name);
  }

  /** A new directory that the user who runs the server can enter. */
  static Path sharedDirectory(String prefix) throws IOException {
    Path made = Files.createTempDirectory(prefix);
    return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Gives a file to the user who runs the server. */
  void own(Path file) throws IOException {
    if (root) {
      Files.setAttribute(file, "unix:uid", NOBODY);
    }
  }

  /** Runs a program to its end, which must be a good one. */
  void run(String program, String... arguments) throws IOException {
    Process process = builder(program, List.of(arguments)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!endsWell(process)) {
      throw new IOException(program + " failed: " + output);
    }
  }

  /** Starts a program that goes on; the returned process is the program itself. */
  Process start(Path log, List<String> command) throws IOException {
    return builder(command.get(0), command.subList(1, command.size()))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private ProcessBuilder builder(String program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (root) {
      command.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    command.add(directory.resolve(program).toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
    builder.environment().put("LC_ALL", "C");
    return builder;
  }

  private static boolean endsWell(Process process) throws IOException {
    try {
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  static void deleteTree(Path root) {
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
