package io.tributary.engine.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who holds a destination, for people. It decides nothing: a note left by a process that died is
 * overwritten by the next one.
 */
final class LockHolderNote {
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
  private static final Pattern PROCESS = Pattern.compile("process (\\d+) on (\\S+) since \\S+");

  private LockHolderNote() {}

  static void write(Path file, Path destination) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String holder =
        "process " + ProcessHandle.current().pid() + " on " + hostName() + " since " + now;
    Files.write(
        file,
        List.of(holder, destination.toString()),
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING,
        LinkOption.NOFOLLOW_LINKS);
  }

  /** The note's first line. A process that is just about to write it is only "another process". */
  static String read(Path file) {
    return line(file).orElse("another process");
  }

  /** What was held, from a note of any age. */
  static Optional<String> destination(Path file) {
    try {
      return Files.readAllLines(file).stream().skip(1).findFirst();
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  /** The holder if it still runs, as far as can be seen from this host. */
  static Optional<String> readIfAlive(Path file) {
    return line(file).filter(LockHolderNote::alive);
  }

  private static Optional<String> line(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .findFirst()
          .filter(text -> PROCESS.matcher(text).matches());
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  private static boolean alive(String holder) {
    Matcher process = PROCESS.matcher(holder);
    return process.matches()
        && (!process.group(2).equals(hostName())
            || ProcessHandle.of(Long.parseLong(process.group(1))).isPresent());
  }

  /** Without the name service, which may take long to say nothing. */
  private static String hostName() {
    try {
      return Files.readString(HOST_NAME).strip();
    } catch (IOException notLinux) {
      return "localhost";
    }
  }
}
