package io.tributary.engine.download;

import io.tributary.core.identity.Identity;
import io.tributary.core.ledger.Ledger;
import io.tributary.core.range.ByteRange;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a download, from its events alone. Pure: the only change is {@link #apply}.
 *
 * @param specOrNull null before the first request
 * @param identityOrNull null before the object is identified
 * @param wantedEnd -1 while the size is unknown
 * @param temporaryName empty when there is no temporary file
 * @param startsOver how often this request already started over
 * @param verifiedOrNull set once the temporary file is known to be complete and right
 */
record DownloadState(
    Status status,
    DownloadSpec specOrNull,
    Identity identityOrNull,
    boolean ranges,
    long wantedStart,
    long wantedEnd,
    String temporaryName,
    Ledger ledger,
    int startsOver,
    DownloadEvent.Verified verifiedOrNull) {

  enum Status {
    NEW,
    REQUESTED,
    COMPLETED,
    STOPPED
  }

  static DownloadState empty() {
    return new DownloadState(
        Status.NEW, null, null, false, 0, Identity.UNKNOWN_SIZE, "", emptyLedger(-1), 0, null);
  }

  private static Ledger emptyLedger(long sizeBytes) {
    return Ledger.empty(Ledger.mergeLimitFor(Math.max(0, sizeBytes)));
  }

  DownloadSpec spec() {
    return Optional.ofNullable(specOrNull).orElseThrow();
  }

  Identity identity() {
    return Optional.ofNullable(identityOrNull).orElseThrow();
  }

  boolean hasTemporaryFile() {
    return !temporaryName.isEmpty();
  }

  boolean sizeKnown() {
    return wantedEnd >= 0;
  }

  /** Bytes that the finished file has; -1 while unknown. */
  long wantedBytes() {
    return sizeKnown() ? wantedEnd - wantedStart : Identity.UNKNOWN_SIZE;
  }

  /** What is wanted; nothing for an empty object, or while the size is unknown. */
  Optional<ByteRange> wanted() {
    return wantedBytes() > 0
        ? Optional.of(new ByteRange(wantedStart, wantedEnd))
        : Optional.empty();
  }

  boolean wantsWholeObject() {
    return wantedStart == 0 && (wantedEnd == identity().sizeBytes() || !identity().sizeKnown());
  }

  boolean allWritten() {
    return sizeKnown() && wanted().map(ledger::covers).orElse(true);
  }

  List<ByteRange> missing() {
    return wanted().map(range -> ledger.missing(range)).orElse(List.of());
  }

  DownloadState apply(DownloadEvent event) {
    if (event instanceof DownloadEvent.Requested requested) {
      return requested(requested);
    } else if (event instanceof DownloadEvent.Identified identified) {
      return identified(identified);
    } else if (event instanceof DownloadEvent.RangesWritten written) {
      return withLedger(ledger.plus(written.segments()));
    } else if (event instanceof DownloadEvent.RangesLost lost) {
      return withLedger(ledger.minus(lost.ranges()));
    } else if (event instanceof DownloadEvent.SizeLearned learned) {
      return sizeLearned(learned.wantedEnd());
    } else if (event instanceof DownloadEvent.StartedOver) {
      return startedOver();
    } else if (event instanceof DownloadEvent.Verified verified) {
      return verified(verified);
    } else if (event instanceof DownloadEvent.Completed) {
      return ended(Status.COMPLETED);
    }
    return ended(Status.STOPPED);
  }

  private DownloadState requested(DownloadEvent.Requested requested) {
    if (status == Status.COMPLETED) {
      return empty().requested(requested);
    }
    return new DownloadState(
        Status.REQUESTED,
        requested.spec(),
        identityOrNull,
        ranges,
        wantedStart,
        wantedEnd,
        temporaryName,
        ledger,
        0,
        verifiedOrNull);
  }

  private DownloadState identified(DownloadEvent.Identified identified) {
    long size = identified.wantedEnd() < 0 ? -1 : identified.wantedEnd() - identified.wantedStart();
    return new DownloadState(
        status,
        specOrNull,
        identified.identity(),
        identified.ranges(),
        identified.wantedStart(),
        identified.wantedEnd(),
        identified.temporaryName(),
        emptyLedger(size),
        startsOver,
        null);
  }

  private DownloadState withLedger(Ledger changed) {
    return new DownloadState(
        status,
        specOrNull,
        identityOrNull,
        ranges,
        wantedStart,
        wantedEnd,
        temporaryName,
        changed,
        startsOver,
        null);
  }

  private DownloadState sizeLearned(long end) {
    return new DownloadState(
        status,
        specOrNull,
        identityOrNull,
        ranges,
        wantedStart,
        end,
        temporaryName,
        ledger,
        startsOver,
        null);
  }

  private DownloadState startedOver() {
    return new DownloadState(
        status,
        specOrNull,
        null,
        false,
        0,
        Identity.UNKNOWN_SIZE,
        "",
        emptyLedger(-1),
        startsOver + 1,
        null);
  }

  private DownloadState verified(DownloadEvent.Verified verified) {
    return new DownloadState(
        status,
        specOrNull,
        identityOrNull,
        ranges,
        wantedStart,
        wantedEnd,
        temporaryName,
        ledger,
        startsOver,
        verified);
  }

  private DownloadState ended(Status end) {
    return new DownloadState(
        end,
        specOrNull,
        identityOrNull,
        ranges,
        wantedStart,
        wantedEnd,
        temporaryName,
        ledger,
        startsOver,
        verifiedOrNull);
  }
}
