package io.tributary.engine.submission;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which submissions to list, newest first.
 *
 * @param states those in one of these states; empty for all
 * @param before only those with a lower sequence: {@link SubmissionPage#nextBefore} of the page
 *     before; {@link #FROM_THE_NEWEST} for the first page
 * @param limit at most so many, 1 to {@link #MOST}
 * @param kindOrNull only those; null for both kinds
 */
public record SubmissionQuery(
    Set<SubmissionState> states, long before, int limit, SubmissionKind kindOrNull) {
  public static final int MOST = 1000;
  public static final long FROM_THE_NEWEST = Long.MAX_VALUE;

  public SubmissionQuery {
    requireNonNull(states, "states");
    states =
        states.isEmpty() ? Set.of() : java.util.Collections.unmodifiableSet(EnumSet.copyOf(states));
    if (before < 1) {
      throw new IllegalArgumentException("a sequence is 1 or more, not " + before);
    }
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("a page has 1 to " + MOST + " entries, not " + limit);
    }
  }

  /** Of both kinds. */
  public SubmissionQuery(Set<SubmissionState> states, long before, int limit) {
    this(states, before, limit, null);
  }

  public Optional<SubmissionKind> kind() {
    return Optional.ofNullable(kindOrNull);
  }

  /** The newest ones of all states. */
  public static SubmissionQuery newest(int limit) {
    return new SubmissionQuery(Set.of(), FROM_THE_NEWEST, limit);
  }
}
