package io.tributary.engine.api;

/**
 * What of an {@link Allowance} is to be otherwise. What is null stays as it is, whoever changes
 * that at the same time.
 *
 * @param bytesPerSecondOrNull 0 for no limit
 * @param requestsPerSecondOrNull 0 for no limit; otherwise 0.000001 and more
 * @param requestsOrNull for small objects at a time on each node, 1 to 256; of jobs only
 */
public record AllowanceChange(
    Long bytesPerSecondOrNull,
    Double requestsPerSecondOrNull,
    Priority priorityOrNull,
    Integer requestsOrNull) {
  /** Changes nothing yet: to be followed by what is to be otherwise. */
  public static final AllowanceChange NONE = new AllowanceChange(null, null, null);

  public AllowanceChange {
    if (requestsOrNull != null) {
      JobOptions.requireRequests(requestsOrNull);
    }
    // Refuses what is no limit.
    changed(
        Allowance.DEFAULT,
        bytesPerSecondOrNull,
        requestsPerSecondOrNull,
        priorityOrNull,
        requestsOrNull);
  }

  /** Of what a single object has, too. */
  public AllowanceChange(
      Long bytesPerSecondOrNull, Double requestsPerSecondOrNull, Priority priorityOrNull) {
    this(bytesPerSecondOrNull, requestsPerSecondOrNull, priorityOrNull, null);
  }

  /**
   * @param value 0 for no limit
   * @throws IllegalArgumentException when it is negative
   */
  public AllowanceChange withBytesPerSecond(long value) {
    return new AllowanceChange(value, requestsPerSecondOrNull, priorityOrNull, requestsOrNull);
  }

  /**
   * @param value begun per second, on all nodes together; 0 for no limit, otherwise 0.000001 and
   *     more
   * @throws IllegalArgumentException when it is none of these
   */
  public AllowanceChange withRequestsPerSecond(double value) {
    return new AllowanceChange(bytesPerSecondOrNull, value, priorityOrNull, requestsOrNull);
  }

  public AllowanceChange withPriority(Priority value) {
    return new AllowanceChange(
        bytesPerSecondOrNull, requestsPerSecondOrNull, value, requestsOrNull);
  }

  /**
   * @param value for small objects of a job at a time on each node, 1 to 256
   * @throws IllegalArgumentException when it is another number
   */
  public AllowanceChange withRequests(int value) {
    return new AllowanceChange(
        bytesPerSecondOrNull, requestsPerSecondOrNull, priorityOrNull, value);
  }

  /** The allowance with this change, with the next revision; the same when nothing is changed. */
  public Allowance of(Allowance before) {
    return changed(
        before, bytesPerSecondOrNull, requestsPerSecondOrNull, priorityOrNull, requestsOrNull);
  }

  private static Allowance changed(
      Allowance before, Long bytes, Double perSecond, Priority priority, Integer requests) {
    Allowance after =
        new Allowance(
            bytes == null ? before.bytesPerSecond() : bytes,
            perSecond == null ? before.requestsPerSecond() : perSecond,
            priority == null ? before.priority() : priority,
            before.revision(),
            requests == null ? before.requests() : requests);
    return after.equals(before)
        ? before
        : new Allowance(
            after.bytesPerSecond(),
            after.requestsPerSecond(),
            after.priority(),
            Math.incrementExact(before.revision()),
            after.requests());
  }
}
