package io.tributary.cli;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.journal.StateDirectory;
import io.tributary.engine.journal.StateEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Looks into a state directory without making one. */
final class UnfinishedDownloads {
  private UnfinishedDownloads() {}

  static List<StateEntry> list(Path directory) {
    return Files.exists(directory) ? StateDirectory.open(directory).list() : List.of();
  }

  /**
   * The one of this destination, rather than a database of it that was set aside.
   *
   * @param destination as the user writes it; the name of the database will do, too
   */
  static StateEntry find(Path directory, Path destination) {
    return findAll(directory, destination).get(0);
  }

  /** All that is left of this destination, what was set aside last; fails when there is nothing. */
  static List<StateEntry> findAll(Path directory, Path destination) {
    String path = destination.toAbsolutePath().normalize().toString();
    List<StateEntry> found =
        list(directory).stream()
            .filter(
                entry ->
                    entry.destination().equals(path)
                        || entry.database().getFileName().equals(destination.getFileName())
                        || sameFile(entry, destination))
            .sorted(Comparator.comparing(StateEntry::setAside))
            .toList();
    if (found.isEmpty()) {
      throw new Failure(
              FailureKind.NOT_FOUND,
              "find an unfinished download to",
              path,
              "there is none in " + directory,
              "see 'tributary state list'")
          .asException();
    }
    return found;
  }

  /** Another spelling of the same path: its directory is reached through a symbolic link. */
  private static boolean sameFile(StateEntry entry, Path destination) {
    try {
      Path parent = destination.toAbsolutePath().getParent();
      return parent != null
          && parent
              .toRealPath()
              .resolve(destination.getFileName())
              .toString()
              .equals(entry.destination());
    } catch (java.io.IOException e) {
      return false;
    }
  }
}
