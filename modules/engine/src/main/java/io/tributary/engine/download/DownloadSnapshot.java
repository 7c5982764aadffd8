package io.tributary.engine.download;

import io.tributary.core.identity.Identity;
import io.tributary.core.ledger.Ledger;
import io.tributary.core.ledger.Segment;
import java.util.List;
import java.util.Objects;

/** A {@link DownloadState} as it is stored: plain fields only. */
record DownloadSnapshot(
    DownloadState.Status status,
    DownloadSpec specOrNull,
    Identity identityOrNull,
    boolean ranges,
    long wantedStart,
    long wantedEnd,
    String temporaryName,
    long mergeLimitBytes,
    List<Segment> segments,
    int startsOver,
    DownloadEvent.Verified verifiedOrNull,
    String owner,
    List<String> formerNames,
    List<String> abandoned) {

  DownloadSnapshot {
    // Absent in journals of earlier versions.
    owner = Objects.requireNonNullElse(owner, "");
    formerNames = formerNames == null ? List.of() : List.copyOf(formerNames);
    abandoned = abandoned == null ? List.of() : List.copyOf(abandoned);
  }

  static DownloadSnapshot of(DownloadState state) {
    return new DownloadSnapshot(
        state.status(),
        state.specOrNull(),
        state.identityOrNull(),
        state.ranges(),
        state.wantedStart(),
        state.wantedEnd(),
        state.temporaryName(),
        state.ledger().mergeLimitBytes(),
        state.ledger().segments(),
        state.startsOver(),
        state.verifiedOrNull(),
        state.owner(),
        state.formerNames(),
        state.abandoned());
  }

  DownloadState state() {
    return new DownloadState(
        status,
        specOrNull,
        owner,
        new Target(
            identityOrNull,
            ranges,
            wantedStart,
            wantedEnd,
            temporaryName,
            formerNames,
            Ledger.empty(mergeLimitBytes).plus(segments)),
        abandoned,
        startsOver,
        verifiedOrNull);
  }
}
