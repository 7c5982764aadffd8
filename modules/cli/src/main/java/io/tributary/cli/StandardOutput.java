package io.tributary.cli;

import io.tributary.cli.launch.ExitCode;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.io.IOException;

/** What it means that standard output takes no more. */
final class StandardOutput {
  private StandardOutput() {}

  /**
   * Tells a reader that has had enough from a failure of the disk behind the pipe.
   *
   * @return the exit code of a command whose reader has had enough
   * @throws TributaryException LOCAL_DISK for the rest
   */
  static int ended(IOException e) {
    if (String.valueOf(e.getMessage()).contains("Broken pipe")) {
      return ExitCode.DONE;
    }
    throw new Failure(FailureKind.LOCAL_DISK, "write to", "standard output", e.getMessage(), "")
        .asException(e);
  }
}
