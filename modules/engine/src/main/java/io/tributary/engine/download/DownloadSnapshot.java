package io.tributary.engine.download;

import io.tributary.core.identity.Identity;
import io.tributary.core.ledger.Ledger;
import io.tributary.core.ledger.Segment;
import java.util.List;

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
    DownloadEvent.Verified verifiedOrNull) {

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
        state.verifiedOrNull());
  }

  DownloadState state() {
    return new DownloadState(
        status,
        specOrNull,
        new Target(
            identityOrNull,
            ranges,
            wantedStart,
            wantedEnd,
            temporaryName,
            Ledger.empty(mergeLimitBytes).plus(segments)),
        startsOver,
        verifiedOrNull);
  }
}
