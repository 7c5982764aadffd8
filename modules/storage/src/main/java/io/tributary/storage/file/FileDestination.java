package io.tributary.storage.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.tributary.core.failure.TributaryException;
import io.tributary.storage.Destination;
import io.tributary.storage.TemporaryFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A file on a local or mounted file system. The temporary file is always in the directory of the
 * final one, so that the rename is atomic.
 */
public final class FileDestination implements Destination {
  private static final Set<OpenOption> READ_WRITE = Set.of(READ, WRITE, NOFOLLOW_LINKS);
  private static final Set<OpenOption> WRITE_ONLY = Set.of(WRITE, NOFOLLOW_LINKS);

  private final Path path;
  private final DiskCalls disk;

  FileDestination(Path path, DiskCalls disk) {
    this.path = path;
    this.disk = disk;
  }

  /**
   * A destination for one file. Reads the file system and changes nothing.
   *
   * @param file the final name; relative paths count from the working directory
   * @throws TributaryException LOCAL_DISK when the directory is not there or cannot be reached;
   *     USAGE when the path names a directory, a device or anything else that is not to be replaced
   */
  public static FileDestination of(Path file) {
    return new FileDestination(FinalName.resolve(file), new DiskCalls());
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public Optional<Existing> existing() {
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      return Optional.of(new Existing(found.size(), found.lastModifiedTime().toInstant()));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException e) {
      throw DiskFailure.of("look at", path, e);
    }
  }

  /**
   * {@link #newTemporaryName} for a final path that is known to be good, without touching the disk.
   */
  public static String newTemporaryName(Path finalPath) {
    return TemporaryName.create(finalPath.getFileName().toString());
  }

  /** A second temporary name for the same file, which follows from the first. */
  public static String twin(String temporaryName) {
    return TemporaryName.twin(temporaryName);
  }

  @Override
  public String newTemporaryName() {
    return newTemporaryName(path);
  }

  @Override
  public TemporaryFile create(String temporaryName, long sizeBytes) {
    requireSpace(sizeBytes);
    Path file = temporary(temporaryName);
    TemporaryFile created = open(file, Set.of(CREATE_NEW, READ, WRITE, NOFOLLOW_LINKS));
    try {
      if (sizeBytes > 0) {
        created.truncate(sizeBytes);
      }
      return created;
    } catch (TributaryException e) {
      created.close();
      abandon(created.name());
      throw e;
    }
  }

  @Override
  public TemporaryFile reopen(String temporaryName) {
    return reopen(temporary(temporaryName), READ_WRITE);
  }

  @Override
  public TemporaryFile reopenForWriting(String temporaryName) {
    return reopen(temporary(temporaryName), WRITE_ONLY);
  }

  private TemporaryFile reopen(Path file, Set<OpenOption> options) {
    requireOurOwn(file);
    withdrawPermissions(file);
    TemporaryFile opened = open(file, options);
    try {
      // Once more: it may have been replaced between the look and the opening.
      requireOurOwn(file);
      return opened;
    } catch (TributaryException e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public boolean exists(String temporaryName) {
    return Files.exists(temporary(temporaryName), NOFOLLOW_LINKS);
  }

  @Override
  public void rename(String temporaryName, String newTemporaryName) {
    Path file = temporary(temporaryName);
    requireOurOwn(file);
    try {
      disk.rename(file, temporary(newTemporaryName));
      disk.forceDirectory(path.getParent());
    } catch (IOException e) {
      throw DiskFailure.of("rename", file, e);
    }
  }

  @Override
  public void publish(String temporaryName, boolean durable, Instant modifiedOrNull) {
    Path file = temporary(temporaryName);
    requireOurOwn(file);
    FinalName.requireReplaceable(path);
    // Open first: the permissions it is given may be those of a file that nobody may write.
    try (FileChannel channel = disk.open(file, Set.of(READ, NOFOLLOW_LINKS))) {
      if (modifiedOrNull != null) {
        disk.giveTime(file, FileTime.from(modifiedOrNull));
      }
      givePermissions(file);
      if (durable) {
        disk.force(channel, true);
      }
      disk.rename(file, path);
      if (durable) {
        disk.forceDirectory(path.getParent());
      }
    } catch (IOException e) {
      throw DiskFailure.of("publish", path, e);
    }
  }

  @Override
  public Optional<TemporaryFile> openPublished(boolean durable) {
    if (!Files.isRegularFile(path, NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      if (durable) {
        disk.forceDirectory(path.getParent());
      }
      return Optional.of(open(path, Set.of(READ, NOFOLLOW_LINKS)));
    } catch (IOException e) {
      throw DiskFailure.of("flush the directory of", path, e);
    }
  }

  @Override
  public void abandon(String temporaryName) {
    Path file = temporary(temporaryName);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw DiskFailure.of("delete", file, e);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }

  private Path temporary(String name) {
    if (!TemporaryName.isOne(name)) {
      throw DiskFailure.of("use", path, "'" + name + "' is no name of a temporary file", "")
          .asException();
    }
    return path.resolveSibling(name);
  }

  private TemporaryFile open(Path file, Set<OpenOption> options) {
    try {
      boolean isNew = options.contains(CREATE_NEW);
      FileChannel channel =
          isNew
              ? disk.open(
                  file, options, PosixFilePermissions.asFileAttribute(FileOwnership.OWNER_ONLY))
              : disk.open(file, options);
      return new FileTemporaryFile(file, channel, disk);
    } catch (NoSuchFileException e) {
      throw options.contains(CREATE_NEW) ? takesNoFiles(e) : DiskFailure.of("open", file, e);
    } catch (IOException e) {
      throw options.contains(CREATE_NEW)
          ? DiskFailure.ofCreation(file, disk, e)
          : DiskFailure.of("open", file, e);
    }
  }

  /** What systems say of a new file in /proc and the like, or when its directory is gone. */
  private TributaryException takesNoFiles(NoSuchFileException cause) {
    Path directory = path.getParent();
    return DiskFailure.of(
            "create a file in",
            directory,
            Files.isDirectory(directory) ? "it takes no new files" : "it does not exist any more",
            "choose another directory")
        .asException(cause);
  }

  private void requireOurOwn(Path file) {
    try {
      // Throws when there is nothing, so that a missing file says that it is missing.
      boolean regular =
          Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS).isRegularFile();
      if (!regular || !FileOwnership.hasOneLink(file) || !FileOwnership.isOurs(file)) {
        throw DiskFailure.of(
                "use",
                file,
                "it is not the file that was made here: a link, or of another user",
                "delete it and start again")
            .asException();
      }
    } catch (IOException e) {
      throw DiskFailure.of("use", file, e);
    }
  }

  private void givePermissions(Path file) {
    try {
      FileOwnership.givePermissions(file, path);
    } catch (IOException | UnsupportedOperationException refused) {
      // File systems without permissions refuse to change them; the bytes are still good.
      return;
    }
  }

  /** A crash within publish may have left permissions of a finished file, even a read-only one. */
  private static void withdrawPermissions(Path file) {
    try {
      FileOwnership.giveOwnerOnly(file);
    } catch (IOException | UnsupportedOperationException refused) {
      // As above; if it matters, opening the file fails and says why.
      return;
    }
  }

  private void requireSpace(long sizeBytes) {
    try {
      long usable = disk.usableBytes(path.getParent());
      if (sizeBytes > usable) {
        throw DiskFailure.tooSmall(path, sizeBytes, usable).asException();
      }
    } catch (IOException e) {
      throw DiskFailure.of("read the free space of", path.getParent(), e);
    }
  }
}
