package io.tributary.cli;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Failures on their way to the user. */
final class FailureReport {
  private FailureReport() {}

  /** What went wrong, whatever it was wrapped in. Anything unforeseen is a defect of ours. */
  static Failure of(Throwable thrown) {
    Throwable cause = thrown;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof TributaryException failure) {
      return failure.failure();
    }
    if (cause instanceof OutOfMemoryError) {
      return internal("the memory does not suffice", "use smaller parts or fewer lanes");
    }
    return internal(cause.toString(), "run again with -vv and report what it prints");
  }

  private static Failure internal(String reason, String advice) {
    return new Failure(FailureKind.INTERNAL, "go on", "here", reason, advice);
  }
}
