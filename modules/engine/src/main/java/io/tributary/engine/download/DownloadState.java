package io.tributary.engine.download;

import io.tributary.core.identity.Identity;
import io.tributary.core.ledger.Ledger;
import io.tributary.core.range.ByteRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a download, from its events alone. Pure: the only change is {@link #apply}.
 *
 * @param specOrNull null before the first request
 * @param target what is being fetched, and what of it is on disk
 * @param owner the process that the latest request is worked on in; empty for any
 * @param abandoned names of temporary files that were given up, and may still be there when their
 *     disk was away
 * @param startsOver how often this request already started over
 * @param verifiedOrNull set once the temporary file is known to be complete and right
 */
record DownloadState(
    Status status,
    DownloadSpec specOrNull,
    String owner,
    Target target,
    List<String> abandoned,
    int startsOver,
    DownloadEvent.Verified verifiedOrNull) {

  /** More files than a disk misses that is away for long: the oldest are forgotten. */
  static final int MOST_ABANDONED = 16;

  enum Status {
    NEW,
    REQUESTED,
    COMPLETED,
    STOPPED
  }

  static DownloadState empty() {
    return new DownloadState(Status.NEW, null, "", Target.UNKNOWN, List.of(), 0, null);
  }

  DownloadSpec spec() {
    return Optional.ofNullable(specOrNull).orElseThrow();
  }

  Identity identityOrNull() {
    return target.identityOrNull();
  }

  Identity identity() {
    return Optional.ofNullable(identityOrNull()).orElseThrow();
  }

  boolean ranges() {
    return target.ranges();
  }

  long wantedStart() {
    return target.wantedStart();
  }

  long wantedEnd() {
    return target.wantedEnd();
  }

  String temporaryName() {
    return target.temporaryName();
  }

  /** Names that the temporary file may still have, if not {@link #temporaryName}. */
  List<String> formerNames() {
    return target.formerNames();
  }

  /** All names that the temporary file may have; none when there is none. */
  List<String> temporaryNames() {
    return target.names();
  }

  Ledger ledger() {
    return target.ledger();
  }

  boolean hasTemporaryFile() {
    return !temporaryName().isEmpty();
  }

  boolean sizeKnown() {
    return wantedEnd() >= 0;
  }

  /** Bytes that the finished file has; -1 while unknown. */
  long wantedBytes() {
    return sizeKnown() ? wantedEnd() - wantedStart() : Identity.UNKNOWN_SIZE;
  }

  /** What is wanted; nothing for an empty object, or while the size is unknown. */
  Optional<ByteRange> wanted() {
    return wantedBytes() > 0
        ? Optional.of(new ByteRange(wantedStart(), wantedEnd()))
        : Optional.empty();
  }

  boolean wantsWholeObject() {
    return wantedStart() == 0 && (wantedEnd() == identity().sizeBytes() || !identity().sizeKnown());
  }

  boolean allWritten() {
    return sizeKnown() && wanted().map(ledger()::covers).orElse(true);
  }

  List<ByteRange> missing() {
    return wanted().map(range -> ledger().missing(range)).orElse(List.of());
  }

  DownloadState apply(DownloadEvent event) {
    if (event instanceof DownloadEvent.Requested requested) {
      return requested(requested);
    } else if (event instanceof DownloadEvent.Adopted adopted) {
      return adopted(adopted);
    } else if (event instanceof DownloadEvent.Identified identified) {
      return givenUp().with(Target.of(identified));
    } else if (event instanceof DownloadEvent.RangesWritten written) {
      return with(target.with(ledger().plus(written.segments())));
    } else if (event instanceof DownloadEvent.RangesLost lost) {
      return with(target.with(ledger().minus(lost.ranges())));
    } else if (event instanceof DownloadEvent.SizeLearned learned) {
      return with(target.endingAt(learned.wantedEnd()));
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
    boolean anew = status == Status.COMPLETED;
    return new DownloadState(
        Status.REQUESTED,
        requested.spec(),
        requested.owner(),
        anew ? Target.UNKNOWN : target,
        abandoned,
        0,
        anew ? null : verifiedOrNull);
  }

  /** What was verified may be published by now: it stays verified. */
  private DownloadState adopted(DownloadEvent.Adopted adopted) {
    Target renamed = target.renamed(adopted.temporaryName());
    return new DownloadState(
        status, specOrNull, owner, renamed, abandoned, startsOver, verifiedOrNull);
  }

  /** What was verified is another file than the changed one. */
  private DownloadState with(Target changed) {
    return new DownloadState(status, specOrNull, owner, changed, abandoned, startsOver, null);
  }

  private DownloadState givenUp() {
    List<String> all = new ArrayList<>(abandoned);
    all.addAll(target.names());
    List<String> latest = all.subList(Math.max(0, all.size() - MOST_ABANDONED), all.size());
    return new DownloadState(
        status, specOrNull, owner, target, List.copyOf(latest), startsOver, verifiedOrNull);
  }

  private DownloadState startedOver() {
    return new DownloadState(
        status, specOrNull, owner, Target.UNKNOWN, givenUp().abandoned(), startsOver + 1, null);
  }

  /** What was tried for it is history: a snapshot does without. */
  private DownloadState verified(DownloadEvent.Verified verified) {
    return new DownloadState(
        status, specOrNull, owner, target, abandoned, startsOver, verified.with(null));
  }

  private DownloadState ended(Status end) {
    return new DownloadState(end, specOrNull, owner, target, abandoned, startsOver, verifiedOrNull);
  }
}
