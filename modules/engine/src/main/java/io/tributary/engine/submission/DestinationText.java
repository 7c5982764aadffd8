package io.tributary.engine.submission;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Paths that a request names, normalised. No disk is looked at: who asks may be on another machine.
 */
final class DestinationText {
  private DestinationText() {}

  /**
   * @throws TributaryException USAGE when it cannot be the full path of a file
   */
  static String file(String text) {
    if (!text.endsWith("/")) {
      return normal(text, "file", "/data/file");
    }
    throw wrong(text, "it is not the absolute path of a file", "file", "/data/file");
  }

  /** The same, or nothing at all. */
  static String fileOrNone(String text) {
    return text.isEmpty() ? "" : file(text);
  }

  /**
   * @throws TributaryException USAGE when it cannot be the full path of a directory
   */
  static String directory(String text) {
    return normal(text, "directory", "/data/logs");
  }

  private static String normal(String text, String what, String example) {
    try {
      Path path = Path.of(text);
      Path normal = path.normalize();
      if (path.isAbsolute() && normal.getFileName() != null) {
        return normal.toString();
      }
    } catch (InvalidPathException e) {
      throw wrong(text, "it is no path: " + e.getReason(), what, example);
    }
    throw wrong(text, "it is not the absolute path of a " + what, what, example);
  }

  private static TributaryException wrong(String text, String reason, String what, String example) {
    return new Failure(
            FailureKind.USAGE,
            "download to",
            text,
            reason,
            "name the " + what + " with its full path, such as " + example)
        .asException();
  }
}
