package io.tributary.engine.dataport;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;

/** A disk's failure as it travels in an answer: a line each for what, where, why and what to do. */
final class FailureText {
  private static final int LINES = 4;

  private FailureText() {}

  static String of(Failure failure) {
    return String.join(
        "\n",
        line(failure.doing()),
        line(failure.target()),
        line(failure.reason()),
        line(failure.advice()));
  }

  private static String line(String text) {
    return text.replace('\n', ' ').replace('\r', ' ');
  }

  /** The failure of {@code home}'s disk. */
  static Failure parse(String text, String home) {
    String[] lines = text.split("\n", -1);
    return lines.length == LINES
        ? new Failure(FailureKind.LOCAL_DISK, lines[0], home + ":" + lines[1], lines[2], lines[3])
        : new Failure(FailureKind.LOCAL_DISK, "write to the disk of", home, text, "");
  }
}
