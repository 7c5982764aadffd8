package io.tributary.cli;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.journal.StateClaim;
import io.tributary.engine.journal.StateDirectory;
import io.tributary.engine.journal.StateEntry;
import io.tributary.storage.file.FileDestination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an unfinished download has left: its state, and temporary files beside its destination. */
final class LeftOver {
  /**
   * What follows the final name in a temporary file's: a random part that nobody picks by chance.
   */
  private static final String TAIL = "\\.[0-9a-z]{16}\\.tributary";

  /** What the temporary name of a job's marker begins with. */
  private static final String JOB_MARKER = ".job";

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
      if (entry.job()) {
        forgetJob(claim, entry, directory);
      } else if (ours && Files.isDirectory(destination)) {
        // Of a job whose journal is damaged the names of its files are not known, but that of its
        // marker looks like no other.
        deleteTemporaries(destination.resolve(JOB_MARKER));
      } else if (ours && Files.isDirectory(destination.getParent())) {
        deleteTemporaries(destination);
      }
      if (entry.setAside()) {
        claim.discardSetAside(entry.database());
      } else {
        claim.discard();
      }
    }
  }

  private static void forgetJob(StateClaim claim, StateEntry entry, StateDirectory directory) {
    try {
      LocalJob.forget(claim, entry);
      Files.deleteIfExists(JobPapers.keptReceipt(Path.of(entry.destination()), directory.path()));
    } catch (CompletionException e) {
      throw e.getCause() instanceof TributaryException known ? known : e;
    } catch (IOException e) {
      throw failure("delete the receipt in", directory.path(), e);
    }
  }

  private static void deleteTemporaries(Path destination) {
    FileDestination files = FileDestination.of(destination);
    temporaryFiles(destination).forEach(files::abandon);
  }

  private static List<String> temporaryFiles(Path destination) {
    Pattern pattern = Pattern.compile(Pattern.quote(destination.getFileName().toString()) + TAIL);
    try (Stream<Path> files = Files.list(destination.getParent())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> pattern.matcher(name).matches())
          .toList();
    } catch (IOException e) {
      throw failure("list", destination.getParent(), e);
    }
  }

  private static TributaryException failure(String doing, Path what, IOException cause) {
    return new Failure(
            FailureKind.LOCAL_DISK, doing, what.toString(), String.valueOf(cause.getMessage()), "")
        .asException(cause);
  }
}
