package io.tributary.engine.download;

import io.tributary.core.identity.Identity;
import io.tributary.core.ledger.Ledger;
import io.tributary.core.ledger.Segment;
import io.tributary.engine.api.DownloadResult;
import java.util.List;
import java.util.Optional;

/** Sums a run up. */
final class Results {
  private static final DownloadResult.Verification NOTHING_COMPARED =
      new DownloadResult.Verification(null, DownloadResult.Verification.Scope.NONE, false);

  private static final Identity NOT_LOOKED_AT =
      new Identity(Identity.UNKNOWN_SIZE, "", "", "", List.of());

  private Results() {}

  static DownloadResult of(
      DownloadState state,
      DownloadResult.Outcome outcome,
      long sizeBytes,
      RunStatistics statistics,
      long nowNanos) {
    boolean completed = outcome == DownloadResult.Outcome.COMPLETED;
    long needed = completed ? Math.max(0, sizeBytes - statistics.resumedBytes()) : 0;
    return new DownloadResult(
        state.spec().source().locator(),
        state.spec().destination(),
        Optional.ofNullable(state.identityOrNull()).orElse(NOT_LOOKED_AT),
        sizeBytes,
        statistics.receivedBytes(),
        statistics.resumedBytes(),
        Math.max(0, statistics.receivedBytes() - needed),
        statistics.requests(),
        statistics.retries(),
        statistics.seconds(nowNanos),
        completed ? state.verifiedOrNull().checksum() : NOTHING_COMPARED,
        outcome,
        completed ? statistics.reusedBytes() : 0,
        completed ? ranges(state) : List.of());
  }

  private static List<Segment> ranges(DownloadState state) {
    List<Segment> all = state.ledger().segments();
    return state.allWritten()
        ? Ledger.coarse(all, DownloadResult.MOST_RANGES).stream()
            .map(one -> one.from(state.wantedStart()))
            .toList()
        : List.of();
  }
}
