package io.tributary.storage.file;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Turns what the operating system says into a failure that tells the user what to do. */
public final class DiskFailure {
  private static final String FULL = "No space left on device";
  private static final String NO_INODES =
      "it has no inodes left (df -i): delete some files, or choose another file system";

  private static final String NEEDS = "it needs ";

  /** Whatever is written next to such a disk fails like it. */
  private static final Set<String> OF_WHOLE_DISK =
      Set.of(FULL, "Disk quota exceeded", "Read-only file system", "Stale file handle");

  private static final String CONTINUE = "then run the same command again, it continues";

  /** By the operating system's text, the only place where the JDK keeps the error number. */
  private static final Map<String, String> ADVICE =
      Map.of(
          FULL,
          "free some space, " + CONTINUE,
          "Disk quota exceeded",
          "free some of your quota, " + CONTINUE,
          "Read-only file system",
          "choose a directory on a writable file system",
          "Permission denied",
          "choose a directory that you may write to",
          "Operation not permitted",
          "choose a directory that you may write to",
          "Input/output error",
          "check the disk, the kernel's log says more; " + CONTINUE,
          "Stale file handle",
          "check that the network file system is mounted, " + CONTINUE,
          "File too large",
          "choose another file system, or raise the limit (ulimit -f)",
          "Too many open files",
          "raise the limit (ulimit -n) or use fewer lanes");

  private DiskFailure() {}

  /** Whether a disk has failed, or is full, and not one path on it. */
  public static boolean isOfWholeDisk(Failure failure) {
    return failure.kind() == FailureKind.LOCAL_DISK
        && (OF_WHOLE_DISK.contains(failure.reason()) || failure.reason().startsWith(NEEDS));
  }

  static Failure tooSmall(Path file, long sizeBytes, long usableBytes) {
    return of(
        "create",
        file,
        String.format(Locale.ROOT, NEEDS + "%,d bytes and %,d are free", sizeBytes, usableBytes),
        "free some space or choose another file system");
  }

  static TributaryException of(String doing, Path target, IOException cause) {
    String reason = reason(cause);
    String advice = ADVICE.getOrDefault(reason, "");
    return of(doing, target, reason, advice).asException(cause);
  }

  /** A file system may have room for bytes and none for another file. */
  static TributaryException ofCreation(Path file, DiskCalls disk, IOException cause) {
    boolean files = reason(cause).equals(FULL) && hasFreeBytes(disk, file.getParent());
    return files
        ? of("create", file, FULL, NO_INODES).asException(cause)
        : of("create", file, cause);
  }

  private static boolean hasFreeBytes(DiskCalls disk, Path directory) {
    try {
      return disk.usableBytes(directory) > 0;
    } catch (IOException unknown) {
      return false;
    }
  }

  static Failure of(String doing, Path target, String reason, String advice) {
    return new Failure(FailureKind.LOCAL_DISK, doing, target.toString(), reason, advice);
  }

  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "Permission denied";
    }
    if (cause instanceof NoSuchFileException) {
      return "it does not exist";
    }
    if (cause instanceof NotDirectoryException) {
      return "it is not a directory";
    }
    if (cause instanceof ClosedByInterruptException) {
      return "the file was closed because a thread that used it was interrupted";
    }
    if (cause instanceof ClosedChannelException) {
      return "the file is closed";
    }
    String text =
        cause instanceof FileSystemException named ? named.getReason() : cause.getMessage();
    return text == null ? cause.getClass().getSimpleName() : text;
  }
}
