package io.tributary.storage.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A file system that keeps names as they came first, and then takes others for the same. */
final class FoldingDisk extends DiskCalls {
  private final Path root;
  private final UnaryOperator<String> fold;

  FoldingDisk(Path root, UnaryOperator<String> fold) {
    this.root = root;
    this.fold = fold;
  }

  /** The file as it is spelled on the disk, when there is one, component by component. */
  private Path real(Path file) throws IOException {
    Path real = root;
    if (!file.startsWith(root)) {
      return file;
    }
    for (Path name : root.relativize(file)) {
      real = name.toString().isEmpty() ? real : spelled(real, name.toString());
    }
    return real;
  }

  private Path spelled(Path directory, String name) throws IOException {
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> names = Files.newDirectoryStream(directory)) {
        for (Path each : names) {
          if (fold.apply(each.getFileName().toString()).equals(fold.apply(name))) {
            return each;
          }
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
    return directory.resolve(name);
  }

  @Override
  FileChannel open(Path file, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return super.open(real(file), options, attributes);
  }

  @Override
  Optional<PosixFileAttributes> look(Path file) throws IOException {
    return super.look(real(file));
  }

  @Override
  Optional<PosixFileAttributes> glance(Path file) throws IOException {
    return super.glance(real(file));
  }

  @Override
  boolean lists(Path file) throws IOException {
    return super.lists(real(file.getParent()).resolve(file.getFileName()));
  }

  @Override
  void createDirectory(Path directory) throws IOException {
    super.createDirectory(real(directory));
  }

  @Override
  void rename(Path from, Path to) throws IOException {
    super.rename(real(from), real(to));
  }
}
