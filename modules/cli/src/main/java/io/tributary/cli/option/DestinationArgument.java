package io.tributary.cli.option;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.Locator;
import io.tributary.core.path.KeyPath;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * DEST: the file, or a directory for it. A directory is one that exists, or is written with a slash
 * at its end; then the object's name is the file's. Directories are never made: a typing error
 * would leave one behind.
 */
public final class DestinationArgument {
  private DestinationArgument() {}

  public static Path resolve(String text, Locator source) {
    if (text.isEmpty()) {
      throw Usage.commandLine("DEST is empty", "name a file or a directory");
    }
    if (text.equals("-")) {
      throw Usage.commandLine(
          "DEST is '-'", "use 'tributary cat' to write to standard output, or './-' for a file");
    }
    if (Usage.lostBytes(text)) {
      throw Usage.commandLine("DEST holds bytes that are not UTF-8", "choose another name");
    }
    Path path = path(text);
    boolean directory = text.endsWith("/") || Files.isDirectory(path);
    Path parent = directory ? path : path.toAbsolutePath().getParent();
    if (parent == null || !Files.exists(parent)) {
      throw refused(path, "there is no directory '" + shown(parent) + "'", "create it first");
    }
    if (!Files.isDirectory(parent)) {
      throw refused(path, "'" + shown(parent) + "' is not a directory", "name another DEST");
    }
    return directory ? path.resolve(KeyPath.safeFileName(source.fileName())) : path;
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw Usage.commandLine("DEST is not a path that this system can express", "");
    }
  }

  private static String shown(Path path) {
    return KeyPath.displayText(String.valueOf(path));
  }

  private static TributaryException refused(Path path, String reason, String advice) {
    return new Failure(FailureKind.LOCAL_DISK, "write", shown(path), reason, advice).asException();
  }
}
