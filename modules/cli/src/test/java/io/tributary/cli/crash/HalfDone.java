package io.tributary.cli.crash;

import io.tributary.core.ledger.Segment;
import io.tributary.core.range.ByteRange;
import io.tributary.torture.arena.Journal;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What a kill in the middle of a download has left, kept aside: so that one kill is enough for many
 * tests of what the next run makes of it.
 */
record HalfDone(Path directory, Path stateDirectory, Path copy, Journal journal) {

  static HalfDone keep(Path directory, Path stateDirectory, Path copy, Journal journal)
      throws IOException {
    copyFiles(directory, copy.resolve("files"));
    copyFiles(stateDirectory, copy.resolve("state"));
    return new HalfDone(directory, stateDirectory, copy, journal);
  }

  void restore() throws IOException {
    deleteFiles(directory);
    deleteFiles(stateDirectory);
    copyFiles(copy.resolve("files"), directory);
    copyFiles(copy.resolve("state"), stateDirectory);
  }

  /** Bytes of what is recorded as one with any byte of this range. */
  long recordedWith(ByteRange range) {
    return journal.ledger().segments().stream()
        .filter(segment -> segment.range().overlaps(range))
        .mapToLong(Segment::lengthBytes)
        .sum();
  }

  private static void copyFiles(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes attributes)
              throws IOException {
            Path made = to.resolve(from.relativize(entered));
            if (!Files.exists(made)) {
              Files.copy(entered, made, StandardCopyOption.COPY_ATTRIBUTES);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            // The index of the log is made anew; a copy of it could be of another moment.
            if (!file.toString().endsWith("-shm")) {
              Files.copy(
                  file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void deleteFiles(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
