package io.tributary.engine.api;

/**
 * What of an {@link Allowance} is to be otherwise. What is null stays as it is, whoever changes
 * that at the same time.
 *
 * @param bytesPerSecondOrNull 0 for no limit
 * @param requestsPerSecondOrNull 0 for no limit; otherwise 0.000001 and more
 */
public record AllowanceChange(
    Long bytesPerSecondOrNull, Double requestsPerSecondOrNull, Priority priorityOrNull) {
  /** Changes nothing yet: to be followed by what is to be otherwise. */
  public static final AllowanceChange NONE = new AllowanceChange(null, null, null);

  public AllowanceChange {
    // Refuses what is no limit.
    of(Allowance.DEFAULT, bytesPerSecondOrNull, requestsPerSecondOrNull, priorityOrNull);
  }

  /**
   * @param value 0 for no limit
   * @throws IllegalArgumentException when it is negative
   */
  public AllowanceChange withBytesPerSecond(long value) {
    return new AllowanceChange(value, requestsPerSecondOrNull, priorityOrNull);
  }

  /**
   * @param value begun per second, on all nodes together; 0 for no limit, otherwise 0.000001 and
   *     more
   * @throws IllegalArgumentException when it is none of these
   */
  public AllowanceChange withRequestsPerSecond(double value) {
    return new AllowanceChange(bytesPerSecondOrNull, value, priorityOrNull);
  }

  public AllowanceChange withPriority(Priority value) {
    return new AllowanceChange(bytesPerSecondOrNull, requestsPerSecondOrNull, value);
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
