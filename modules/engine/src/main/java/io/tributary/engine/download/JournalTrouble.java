package io.tributary.engine.download;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import java.util.Optional;

/**
 * Counts the events of one download that could not be written. A disk may be full for a moment; but
 * when try after try records no further byte, somebody has to hear of it.
 */
final class JournalTrouble {
  /** So often in a row it is tried once more. */
  static final int MOST_FUTILE = 2;

  private long coveredBytes = -1;
  private int futile;

  /**
   * Another event was not written.
   *
   * @param cause when it is known
   * @return why the download ends, when trying again is futile
   */
  Optional<Failure> again(DownloadState state, Optional<Throwable> cause) {
    long covered = state.ledger().coveredBytes();
    futile = covered > coveredBytes && coveredBytes >= 0 ? 1 : futile + 1;
    coveredBytes = covered;
    return futile > MOST_FUTILE ? Optional.of(failure(state, cause)) : Optional.empty();
  }

  void reset() {
    futile = 0;
    coveredBytes = -1;
  }

  private static Failure failure(DownloadState state, Optional<Throwable> cause) {
    return new Failure(
        FailureKind.STATE_UNUSABLE,
        "record the progress of the download to",
        Optional.ofNullable(state.specOrNull()).map(DownloadSpec::destination).orElse("its file"),
        cause.map(Throwable::getMessage).orElse("the journal cannot be written"),
        "free some space or check the disk of the state directory, then run the same command"
            + " again, it continues");
  }
}
