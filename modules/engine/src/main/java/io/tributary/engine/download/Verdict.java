package io.tributary.engine.download;

import io.tributary.core.failure.Failure;

/** What a report means for the whole download. */
sealed interface Verdict {
  Verdict GO_ON = new GoOn();

  record GoOn() implements Verdict {}

  record Fail(Failure failure) implements Verdict {}

  record SourceChanged(Failure failure) implements Verdict {}

  record Vanished(Failure failure) implements Verdict {}

  /** A stream without ranges ended at {@code position}. */
  record StreamComplete(long position) implements Verdict {}

  /** A stream without ranges broke: it can only start from its beginning. */
  record StreamBroken(Failure failure, long retryAfterMillis) implements Verdict {}

  /** Nothing is under way, and yet something is missing. */
  record RequeueMissing() implements Verdict {}
}
