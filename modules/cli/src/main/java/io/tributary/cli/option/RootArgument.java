package io.tributary.cli.option;

import io.tributary.core.display.DisplayText;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** DEST of many objects: a directory, which is made when only the one above it exists. */
public final class RootArgument {
  private RootArgument() {}

  /** The directory by its real name, so that two spellings of it are one. */
  public static Path resolve(String text) {
    if (text.isEmpty() || text.equals("-") || Usage.lostBytes(text)) {
      throw Usage.commandLine("DEST is no directory", "name one for the files");
    }
    Path root = path(text);
    try {
      if (Files.isDirectory(root)) {
        return root.toRealPath();
      }
      if (Files.exists(root)) {
        throw refused(root, "it is not a directory", "name another DEST");
      }
      Path above = root.getParent();
      if (above == null || !Files.isDirectory(above)) {
        throw refused(root, "there is no directory '" + shown(above) + "'", "create it first");
      }
      return above.toRealPath().resolve(root.getFileName());
    } catch (IOException e) {
      throw refused(root, String.valueOf(e.getMessage()), "name another DEST");
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw Usage.commandLine("DEST is not a path that this system can express", "");
    }
  }

  private static String shown(Path path) {
    return DisplayText.escape(String.valueOf(path));
  }

  private static TributaryException refused(Path path, String reason, String advice) {
    return new Failure(FailureKind.LOCAL_DISK, "write to", shown(path), reason, advice)
        .asException();
  }
}
