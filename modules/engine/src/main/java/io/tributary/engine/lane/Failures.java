package io.tributary.engine.lane;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Unwraps what comes out of stages and streams. */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /**
   * The classified failure in {@code thrown}; anything unclassified is a defect of this program.
   */
  public static Failure of(Throwable thrown, String target) {
    Throwable cause = unwrap(thrown);
    if (cause instanceof TributaryException known) {
      return known.failure();
    }
    LOG.debug("Unexpected, while downloading {}", target, withoutMessages(cause));
    return new Failure(
        FailureKind.INTERNAL,
        "download",
        target,
        "unexpected " + cause.getClass().getSimpleName(),
        "run again with -vv and report it");
  }

  /** Where it comes from, without texts that nobody checked for secrets. */
  static Throwable withoutMessages(Throwable thrown) {
    Throwable cause = thrown.getCause() == null ? null : withoutMessages(thrown.getCause());
    Throwable bare = new RuntimeException(thrown.getClass().getName(), cause);
    bare.setStackTrace(thrown.getStackTrace());
    return bare;
  }

  /** Milliseconds that the server asked us to wait; -1 when it did not. */
  public static long retryAfterMillis(Throwable thrownOrNull) {
    if (thrownOrNull != null && unwrap(thrownOrNull) instanceof TributaryException known) {
      return known.retryAfter().map(java.time.Duration::toMillis).orElse(-1L);
    }
    return -1;
  }

  /** What the server called the request that failed; empty when it did not say. */
  public static String requestId(Throwable thrownOrNull) {
    return thrownOrNull != null && unwrap(thrownOrNull) instanceof TributaryException known
        ? known.requestId()
        : "";
  }

  private static Throwable unwrap(Throwable thrown) {
    Throwable cause = thrown;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
