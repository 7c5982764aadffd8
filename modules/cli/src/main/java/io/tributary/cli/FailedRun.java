package io.tributary.cli;

import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/** Tells the user of a download or job that did not come to its end. */
final class FailedRun {
  private FailedRun() {}

  /**
   * Prints it.
   *
   * @param kept what an interrupted one has done by then, with ", " before it, or nothing
   * @param json makes the line for standard output; null when nobody asked for one
   * @return the exit code
   */
  static int report(
      Console console, Throwable thrown, String kept, Function<Failure, String> json) {
    Failure failure = FailureReport.of(thrown);
    console.say(
        failure.kind() == FailureKind.INTERRUPTED
            ? "interrupted" + kept + "; run the same command again to resume"
            : failure.oneLine());
    if (failure.kind() == FailureKind.INTERNAL
        && LoggerFactory.getLogger(FailedRun.class).isInfoEnabled()) {
      thrown.printStackTrace(console.err());
    }
    if (json != null) {
      console.out().println(json.apply(failure));
    }
    return ExitCode.of(failure.kind());
  }
}
