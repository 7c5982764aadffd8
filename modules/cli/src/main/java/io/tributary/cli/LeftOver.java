package io.tributary.cli;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.journal.StateClaim;
import io.tributary.engine.journal.StateDirectory;
import io.tributary.engine.journal.StateEntry;
import io.tributary.storage.file.FileDestination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an unfinished download has left: its state, and temporary files beside its destination. */
final class LeftOver {
  /**
   * What follows the final name in a temporary file's: a random part that nobody picks by chance.
   */
  private static final String TAIL = "\\.[0-9a-z]{16}\\.tributary";

  private LeftOver() {}

  /** Deletes all of it; fails with DESTINATION_BUSY while the download runs. */
  static void delete(StateDirectory directory, StateEntry entry) {
    if (entry.destination().isEmpty()) {
      directory.remove(entry);
      return;
    }
    Path destination = Path.of(entry.destination());
    try (StateClaim claim = directory.claim(destination)) {
      // A later download to the same file may go on: then the temporary file may be its own.
      boolean ours = !entry.setAside() || !Files.exists(claim.database());
      // Of a job the directory: temporary files in it may be of others, and a later job deletes
      // them.
      if (ours && !Files.isDirectory(destination) && Files.isDirectory(destination.getParent())) {
        FileDestination files = FileDestination.of(destination);
        temporaryFiles(destination).forEach(files::abandon);
      }
      if (entry.setAside()) {
        claim.discardSetAside(entry.database());
      } else {
        claim.discard();
      }
    }
  }

  private static List<String> temporaryFiles(Path destination) {
    Pattern pattern = Pattern.compile(Pattern.quote(destination.getFileName().toString()) + TAIL);
    try (Stream<Path> files = Files.list(destination.getParent())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> pattern.matcher(name).matches())
          .toList();
    } catch (IOException e) {
      throw new Failure(
              FailureKind.LOCAL_DISK,
              "list",
              destination.getParent().toString(),
              String.valueOf(e.getMessage()),
              "")
          .asException(e);
    }
  }
}
