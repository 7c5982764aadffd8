package io.tributary.engine.journal;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Keeps SQLite's native library in a directory of ours. The driver by itself unpacks it into the
 * temporary directory at every start, where a killed or halted process leaves it for good, and
 * where it cannot be loaded at all when that directory is mounted {@code noexec}.
 *
 * <p>Whoever can write there can run code in our name, so only a directory that nobody else can
 * write is used. Without one, the driver does as it always does.
 */
final class SqliteNativeLibrary {
  private static final String PATH = "org.sqlite.lib.path";
  private static final String OWNER_ONLY = "rwx------";

  private SqliteNativeLibrary() {}

  /** Unpacks the library unless it is there, and points the driver to it, before its first use. */
  static void keepIn(Path directory) {
    if (System.getProperty(PATH) != null) {
      return;
    }
    try {
      if (!isOursAlone(directory)) {
        return;
      }
      Path place = directory.resolve("native-sqlite-" + SQLiteJDBCLoader.getVersion());
      if (!Files.isDirectory(place, NOFOLLOW_LINKS)) {
        Files.createDirectory(
            place,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
      }
      if (isOursAlone(place) && unpacked(place)) {
        System.setProperty(PATH, place.toString());
      }
    } catch (IOException | UnsupportedOperationException notThere) {
      // The driver unpacks it for itself, and says so if it cannot.
      return;
    }
  }

  private static boolean isOursAlone(Path directory) throws IOException {
    String owner = Files.getOwner(directory, NOFOLLOW_LINKS).getName();
    var permissions = Files.getPosixFilePermissions(directory, NOFOLLOW_LINKS);
    return owner.equals(System.getProperty("user.name"))
        && !permissions.contains(PosixFilePermission.GROUP_WRITE)
        && !permissions.contains(PosixFilePermission.OTHERS_WRITE);
  }

  private static boolean unpacked(Path place) throws IOException {
    String name = LibraryLoaderUtil.getNativeLibName();
    Path library = place.resolve(name);
    if (Files.isRegularFile(library, NOFOLLOW_LINKS)) {
      return true;
    }
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream packed = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (packed == null) {
        return false;
      }
      // Renamed when complete: another process may be doing the same.
      Path incomplete = Files.createTempFile(place, name, ".incomplete");
      Files.copy(packed, incomplete, StandardCopyOption.REPLACE_EXISTING);
      Files.move(incomplete, library, StandardCopyOption.ATOMIC_MOVE);
      return true;
    }
  }
}
