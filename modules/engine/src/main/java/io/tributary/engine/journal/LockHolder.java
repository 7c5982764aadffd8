package io.tributary.engine.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who holds a lock on a file, as far as the operating system tells. */
final class LockHolder {
  /** {@code 1: POSIX ADVISORY WRITE 4711 fe:00:1234 0 EOF}: process, device, inode. */
  private static final Pattern LINE =
      Pattern.compile("\\d+: .* (\\d+) [0-9a-f]+:[0-9a-f]+:(\\d+) .*");

  private static final Path LOCKS = Path.of("/proc/locks");

  private LockHolder() {}

  static String describe(Path file) {
    return find(file).map(LockHolder::process).orElse("another program");
  }

  private static Optional<Long> find(Path file) {
    try {
      // SQLite locks bytes of the database itself or, with a write-ahead log, of its -shm file.
      String inode = Files.getAttribute(file, "unix:ino").toString();
      Path shared = Path.of(file + "-shm");
      String sharedInode =
          Files.exists(shared) ? Files.getAttribute(shared, "unix:ino").toString() : inode;
      return Files.readAllLines(LOCKS).stream()
          .map(LINE::matcher)
          .filter(Matcher::matches)
          .filter(line -> line.group(2).equals(inode) || line.group(2).equals(sharedInode))
          .map(line -> Long.valueOf(line.group(1)))
          .filter(pid -> pid != ProcessHandle.current().pid())
          .findFirst();
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  private static String process(long pid) {
    String command =
        ProcessHandle.of(pid).flatMap(handle -> handle.info().command()).orElse("unknown program");
    return "process " + pid + " (" + command + ")";
  }
}
