package io.tributary.storage.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Owners and permissions: what a file has, and what a new file of this process would have. */
final class FileOwnership {
  static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

  private static final Path PROCESS = Path.of("/proc/self");
  private static final String UID = "unix:uid";
  private static final int ALL_MAY_READ_AND_WRITE = 0666;

  private FileOwnership() {}

  /**
   * True when the file's owner is the one that our own files get in its directory. Where the file
   * system maps users (NFS with squashed root, containers), that is not our user id.
   */
  static boolean isOurs(Path file) throws IOException {
    Object owner = Files.getAttribute(file, UID, NOFOLLOW_LINKS);
    boolean known = Files.exists(PROCESS);
    if (known && owner.equals(Files.getAttribute(PROCESS, UID))) {
      return true;
    }
    Path probe = probe(file.resolveSibling(TemporaryName.create("owner")));
    try {
      return owner.equals(Files.getAttribute(probe, UID, NOFOLLOW_LINKS));
    } finally {
      Files.delete(probe);
    }
  }

  static boolean hasOneLink(Path file) throws IOException {
    return Files.getAttribute(file, "unix:nlink", NOFOLLOW_LINKS).equals(1);
  }

  /** Gives {@code file} the permissions that {@code replaced} has, or those of a new file. */
  static void givePermissions(Path file, Path replaced) throws IOException {
    Set<PosixFilePermission> permissions =
        Files.isRegularFile(replaced, NOFOLLOW_LINKS)
            ? Files.getPosixFilePermissions(replaced, NOFOLLOW_LINKS)
            : ofNewFile(file);
    change(file, permissions);
  }

  static void giveOwnerOnly(Path file) throws IOException {
    change(file, OWNER_ONLY);
  }

  private static void change(Path file, Set<PosixFilePermission> permissions) throws IOException {
    if (!permissions.equals(Files.getPosixFilePermissions(file, NOFOLLOW_LINKS))) {
      Files.setPosixFilePermissions(file, permissions);
    }
  }

  /** 0666 without the umask. The JDK does not know the umask: Linux tells, else a file shows. */
  static Set<PosixFilePermission> ofNewFile(Path sibling) throws IOException {
    Path status = PROCESS.resolve("status");
    if (Files.isReadable(status)) {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("Umask:")) {
          int umask = Integer.parseInt(line.substring("Umask:".length()).strip(), 8);
          return ofMode(ALL_MAY_READ_AND_WRITE & ~umask);
        }
      }
    }
    Path probe = probe(sibling.resolveSibling(TemporaryName.create("mode")));
    try {
      return Files.getPosixFilePermissions(probe, NOFOLLOW_LINKS);
    } finally {
      Files.delete(probe);
    }
  }

  private static Path probe(Path file) throws IOException {
    return Files.createFile(file);
  }

  private static Set<PosixFilePermission> ofMode(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] fromOwnerRead = PosixFilePermission.values();
    for (int i = 0; i < fromOwnerRead.length; i++) {
      if ((mode & (0400 >> i)) != 0) {
        permissions.add(fromOwnerRead[i]);
      }
    }
    return permissions;
  }
}
