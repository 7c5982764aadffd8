package io.tributary.core.failure;

import static java.util.Objects.requireNonNull;

import io.tributary.core.display.DisplayText;

/**
 * What was being done, to what, why it failed, and what to do now. Never holds a secret: targets
 * are {@code Locator.display()} texts or local paths.
 *
 * @param doing an infinitive phrase, as in "cannot <i>read the identity of</i> …"
 * @param target the object, file, host or option
 * @param reason one sentence without a full stop
 * @param advice what the user can do, an imperative phrase; empty when there is nothing to say
 */
public record Failure(FailureKind kind, String doing, String target, String reason, String advice) {

  public Failure {
    requireNonNull(kind, "kind");
    requireNonNull(doing, "doing");
    requireNonNull(target, "target");
    requireNonNull(reason, "reason");
    requireNonNull(advice, "advice");
  }

  /** The failure as the one line that users read; control characters in it are escaped. */
  public String oneLine() {
    String text = "cannot " + doing + " " + target + ": " + reason;
    return DisplayText.escape(advice.isEmpty() ? text : text + "; " + advice);
  }

  public TributaryException asException() {
    return new TributaryException(this);
  }

  public TributaryException asException(Throwable cause) {
    return new TributaryException(this, cause);
  }
}
