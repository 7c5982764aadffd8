package io.tributary.testkit.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A network namespace that {@code ip netns} knows by its name. */
record Namespace(String name) {
  private static final Path ALL = Path.of("/run/netns");
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Those that are there, by the beginning of their names. */
  static List<Namespace> startingWith(String prefix) {
    if (!Files.isDirectory(ALL)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(ALL)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .sorted()
          .map(Namespace::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes it, with a loopback device that is up. */
  static Namespace create(String name) {
    Programs.run("ip", "netns", "add", name);
    Namespace made = new Namespace(name);
    made.ip("link", "set", "lo", "up");
    return made;
  }

  boolean exists() {
    return Files.exists(ALL.resolve(name));
  }

  /** Runs {@code ip} in it. */
  void ip(String... arguments) {
    run("ip", arguments);
  }

  /** Runs {@code tc} in it. */
  void tc(String... arguments) {
    run("tc", arguments);
  }

  /** Runs {@code nft} in it. */
  void nft(String... arguments) {
    run("nft", arguments);
  }

  private void run(String program, String... arguments) {
    List<String> words = new ArrayList<>(command(List.of(program)));
    words.addAll(List.of(arguments));
    Programs.run(words.toArray(String[]::new));
  }

  /** The same command inside; {@code ip} replaces itself by it, so it has the id of the process. */
  List<String> command(List<String> command) {
    List<String> words = new ArrayList<>();
    words.add(Programs.find("ip").map(Path::toString).orElse("ip"));
    words.addAll(List.of("netns", "exec", name));
    words.addAll(command);
    return words;
  }

  /** Ends what runs in it, and removes it; with it go its devices. */
  void remove() {
    if (exists()) {
      endProcesses();
      Programs.run("ip", "netns", "delete", name);
    }
  }

  private void endProcesses() {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    for (List<ProcessHandle> left = processes(); !left.isEmpty(); left = processes()) {
      left.forEach(ProcessHandle::destroyForcibly);
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("processes in " + name + " do not end: " + left);
      }
      pause();
    }
  }

  private List<ProcessHandle> processes() {
    return Programs.run("ip", "netns", "pids", name)
        .lines()
        .flatMap(id -> ProcessHandle.of(Long.parseLong(id.strip())).stream())
        .toList();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
