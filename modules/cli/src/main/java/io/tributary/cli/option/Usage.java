package io.tributary.cli.option;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;

/** What is wrong with how the program was called. */
public final class Usage {
  private Usage() {}

  public static TributaryException option(String name, String reason, String advice) {
    return new Failure(FailureKind.USAGE, "use option", name, reason, advice).asException();
  }

  public static TributaryException commandLine(String reason, String advice) {
    return new Failure(FailureKind.USAGE, "read", "the command line", reason, advice).asException();
  }

  /**
   * True when the text holds what Java makes of bytes that are not UTF-8: what they were is lost,
   * and another object or file would be meant.
   */
  static boolean lostBytes(String text) {
    return text.indexOf('\ufffd') >= 0;
  }
}
