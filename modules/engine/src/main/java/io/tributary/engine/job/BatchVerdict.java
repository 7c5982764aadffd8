package io.tributary.engine.job;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.home.RootMarker;
import io.tributary.engine.receipt.ReceiptLine;
import io.tributary.storage.file.DiskFailure;
import io.tributary.storage.http.RequestKind;
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
          FailureKind.LOCAL_DISK,
          FailureKind.HOME_AWAY,
          FailureKind.INTERNAL);

  /** What was being done when an archived object could not be asked for. */
  private static final String RESTORE = RequestKind.RESTORE.doing();

  private BatchVerdict() {}

  /** Whether a failure of one large object is enough to know that the others fail like it. */
  static boolean stopsAlone(Failure failure) {
    return failure.kind() == FailureKind.STATE_UNUSABLE
        || RootMarker.isAbsence(failure)
        || DiskFailure.isOfWholeDisk(failure);
  }

  /**
   * Why the whole job should rather stop, and go on later from here: the disk is full, the network
   * is gone, nothing may be read at all.
   *
   * @param anyFetched whether any object was fetched before: then that some may not be read is
   *     theirs
   */
  static Optional<Failure> stops(List<ReceiptLine> lines, boolean anyFetched) {
    boolean allFailed = lines.stream().allMatch(l -> l.state() == ReceiptLine.State.FAILED);
    if (lines.size() < LEAST_FAILURES || !allFailed) {
      return Optional.empty();
    }
    Failure first = lines.get(0).failureOrNull();
    boolean alike = lines.stream().allMatch(l -> l.failureOrNull().kind() == first.kind());
    // That nobody may restore what is archived says nothing of the others.
    boolean restores = lines.stream().anyMatch(l -> l.failureOrNull().doing().equals(RESTORE));
    boolean nothingMayBeRead = first.kind() == FailureKind.ACCESS_DENIED && !anyFetched;
    return alike && !restores && (OF_ALL.contains(first.kind()) || nothingMayBeRead)
        ? Optional.of(first)
        : Optional.empty();
  }
}
