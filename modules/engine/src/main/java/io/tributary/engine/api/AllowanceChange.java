package io.tributary.engine.api;

/**
 * What of an {@link Allowance} is to be otherwise. What is null stays as it is, whoever changes
 * that at the same time.
 *
 * @param bytesPerSecondOrNull 0 for no limit
 * @param requestsPerSecondOrNull 0 for no limit
 */
public record AllowanceChange(
    Long bytesPerSecondOrNull, Double requestsPerSecondOrNull, Priority priorityOrNull) {
  public AllowanceChange {
    // Refuses what is no limit.
    of(Allowance.DEFAULT, bytesPerSecondOrNull, requestsPerSecondOrNull, priorityOrNull);
  }

  /** The allowance with this change, with the next revision; the same when nothing is changed. */
  public Allowance of(Allowance before) {
    return of(before, bytesPerSecondOrNull, requestsPerSecondOrNull, priorityOrNull);
  }

  private static Allowance of(Allowance before, Long bytes, Double requests, Priority priority) {
    Allowance after =
        new Allowance(
            bytes == null ? before.bytesPerSecond() : bytes,
            requests == null ? before.requestsPerSecond() : requests,
            priority == null ? before.priority() : priority,
            before.revision());
    return after.equals(before)
        ? before
        : new Allowance(
            after.bytesPerSecond(),
            after.requestsPerSecond(),
            after.priority(),
            Math.incrementExact(before.revision()));
  }
}
