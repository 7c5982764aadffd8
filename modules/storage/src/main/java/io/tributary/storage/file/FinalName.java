package io.tributary.storage.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Rules for the name under which a file is published. */
final class FinalName {
  private static final String DOING = "download to";

  private FinalName() {}

  /**
   * One spelling for each file: absolute, the parent without links or dots, the last name as given.
   * The last name is not resolved, because a link there is replaced and not followed.
   */
  static Path resolve(Path file) {
    Path absolute = file.toAbsolutePath();
    Path name = absolute.getFileName();
    if (name == null || name.toString().equals(".") || name.toString().equals("..")) {
      throw usage(file, "it is a directory", "give the name of a file in it");
    }
    if (TemporaryName.utf8Bytes(name.toString()) > TemporaryName.MAX_NAME_BYTES) {
      throw usage(
          file,
          "its name is longer than " + TemporaryName.MAX_NAME_BYTES + " bytes",
          "choose a shorter name");
    }
    Path resolved = realDirectory(absolute.getParent()).resolve(name);
    requireReplaceable(resolved);
    return resolved;
  }

  /** The same for a directory, which need not be there; its last name is resolved when it is. */
  static Path resolveDirectory(Path directory) {
    Path absolute = directory.toAbsolutePath();
    if (Files.exists(absolute)) {
      return realDirectory(absolute);
    }
    Path name = absolute.getFileName();
    if (name.toString().equals("..") || Files.isSymbolicLink(absolute)) {
      throw DiskFailure.of(DOING, directory, "it leads nowhere", "choose another directory")
          .asException();
    }
    return realDirectory(absolute.getParent()).resolve(name);
  }

  /** Refuses what a rename must not replace: directories, and devices such as /dev/null. */
  static void requireReplaceable(Path file) {
    if (Files.isDirectory(file)) {
      throw usage(file, "it is a directory", "give the name of a file in it");
    }
    boolean replaceable =
        !Files.exists(file, NOFOLLOW_LINKS)
            || Files.isRegularFile(file, NOFOLLOW_LINKS)
            || Files.isSymbolicLink(file);
    if (!replaceable) {
      throw usage(file, "it is a device, a pipe or a socket", "give the name of a regular file");
    }
  }

  private static Path realDirectory(Path parent) {
    try {
      Path real = parent.toRealPath();
      if (!Files.isDirectory(real)) {
        throw DiskFailure.of(DOING, parent, "it is not a directory", "choose another directory")
            .asException();
      }
      return real;
    } catch (NoSuchFileException absent) {
      throw DiskFailure.of(DOING, parent, "the directory does not exist", "create it first")
          .asException(absent);
    } catch (IOException e) {
      throw DiskFailure.of(DOING, parent, e);
    }
  }

  private static TributaryException usage(Path file, String reason, String advice) {
    return new Failure(FailureKind.USAGE, DOING, file.toString(), reason, advice).asException();
  }
}
