package io.tributary.engine.client;

import static java.util.Objects.requireNonNull;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * A failure by what a program does about it. The kinds of {@link FailureKind} say more; here they
 * are in as many classes as there are reactions, and a new kind falls into one of these.
 */
public sealed interface ClientFailure {

  Failure failure();

  /** The request cannot work as it is: correct it. */
  record Wrong(Failure failure) implements ClientFailure {}

  /** There is no such object, download or job. */
  record Missing(Failure failure) implements ClientFailure {}

  /** Credentials do not suffice, or the object must be restored first: somebody has to act. */
  record Denied(Failure failure) implements ClientFailure {}

  /** Something else goes to that destination: wait for it, or choose another. */
  record Taken(Failure failure) implements ClientFailure {}

  /** The object changed, or its bytes are not what they should be: begin anew. */
  record Changed(Failure failure) implements ClientFailure {}

  /** The disk of a node, or of this machine: make room, or look after it. */
  record Disk(Failure failure) implements ClientFailure {}

  /**
   * It passes: ask again later.
   *
   * @param leastWaitOrNull how long not to, if somebody said so
   */
  record Passing(Failure failure, Duration leastWaitOrNull) implements ClientFailure {
    public Optional<Duration> leastWait() {
      return Optional.ofNullable(leastWaitOrNull);
    }
  }

  /** Somebody stopped it. */
  record Stopped(Failure failure) implements ClientFailure {}

  /** A defect of Tributary: report it. */
  record Defect(Failure failure) implements ClientFailure {}

  /** The class of a failure that is not thrown, such as that of a submission. */
  static ClientFailure of(Failure failure) {
    return of(failure, null);
  }

  /** The class of what a stage or stream of a client failed with. */
  static ClientFailure of(Throwable thrown) {
    Throwable cause = requireNonNull(thrown, "thrown");
    while (wraps(cause)) {
      cause = cause.getCause();
    }
    if (cause instanceof TributaryException known) {
      return of(known.failure(), known.retryAfter().orElse(null));
    }
    return new Defect(
        new Failure(FailureKind.INTERNAL, "use", "the client", String.valueOf(cause), ""));
  }

  private static boolean wraps(Throwable thrown) {
    return (thrown instanceof CompletionException || thrown instanceof ExecutionException)
        && thrown.getCause() != null;
  }

  private static ClientFailure of(Failure failure, Duration leastWaitOrNull) {
    return switch (failure.kind()) {
      case USAGE, PROTOCOL -> new Wrong(failure);
      case NOT_FOUND -> new Missing(failure);
      case ACCESS_DENIED, ARCHIVED -> new Denied(failure);
      case DESTINATION_BUSY -> new Taken(failure);
      case SOURCE_CHANGED, INTEGRITY -> new Changed(failure);
      case LOCAL_DISK -> new Disk(failure);
      case NETWORK, THROTTLED, HOME_AWAY, STATE_UNUSABLE -> new Passing(failure, leastWaitOrNull);
      case INTERRUPTED -> new Stopped(failure);
      case INTERNAL -> new Defect(failure);
    };
  }
}
