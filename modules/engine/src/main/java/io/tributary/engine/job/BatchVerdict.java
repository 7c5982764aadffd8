package io.tributary.engine.job;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.receipt.ReceiptLine;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether what failed in a batch is the fault of its objects, or of what all need. */
final class BatchVerdict {
  /** So many that all fail in the same way do not fail by chance. */
  private static final int LEAST_FAILURES = 8;

  private static final Set<FailureKind> OF_ALL =
      EnumSet.of(
          FailureKind.NETWORK,
          FailureKind.THROTTLED,
          FailureKind.ACCESS_DENIED,
          FailureKind.LOCAL_DISK,
          FailureKind.HOME_AWAY,
          FailureKind.INTERNAL);

  private BatchVerdict() {}

  /**
   * Why the whole job should rather stop, and go on later from here: the disk is full, the
   * credentials have run out, the network is gone.
   */
  static Optional<Failure> stops(List<ReceiptLine> lines) {
    List<Failure> failures =
        lines.stream()
            .filter(line -> line.state() == ReceiptLine.State.FAILED)
            .map(ReceiptLine::failureOrNull)
            .toList();
    boolean anyFetched = lines.stream().anyMatch(line -> line.state() == ReceiptLine.State.FETCHED);
    boolean alike = failures.stream().map(Failure::kind).distinct().count() == 1;
    return failures.size() >= LEAST_FAILURES
            && !anyFetched
            && alike
            && OF_ALL.contains(failures.get(0).kind())
        ? Optional.of(failures.get(0))
        : Optional.empty();
  }
}
