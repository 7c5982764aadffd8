package io.tributary.engine.download;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.identity.Identity;
import io.tributary.core.range.ByteRange;
import io.tributary.core.range.RangeSpec;
import io.tributary.core.text.HttpDate;
import io.tributary.storage.Destination;
import io.tributary.storage.Probe;
import java.time.Instant;
import java.util.Optional;

/**
 * Which bytes of the object the request asks for.
 *
 * @param end -1 while the size is unknown
 */
record Wanted(long start, long end) {

  static Wanted of(DownloadSpec spec, Probe probe) {
    Optional<RangeSpec> range = spec.options().range();
    if (range.isEmpty()) {
      return new Wanted(0, probe.identity().sizeBytes());
    }
    if (!probe.ranges()) {
      throw refuse(spec, "the server serves no byte ranges of it", "download the whole object");
    }
    try {
      ByteRange resolved = range.get().resolve(probe.identity().sizeBytes());
      return new Wanted(resolved.start(), resolved.end());
    } catch (IllegalArgumentException e) {
      throw refuse(spec, e.getMessage(), "ask for a range inside the object");
    }
  }

  /** Whether the earlier run of {@code state} wanted the same. */
  boolean isThatOf(DownloadState state) {
    return start == state.wantedStart() && end == state.wantedEnd();
  }

  private static RuntimeException refuse(DownloadSpec spec, String reason, String advice) {
    return new Failure(
            FailureKind.USAGE,
            "download range " + spec.options().range().orElseThrow() + " of",
            spec.source().locator(),
            reason,
            advice)
        .asException();
  }

  /** Whether a file that is there is at least as new as the object; false when nobody can tell. */
  static boolean upToDate(Destination.Existing fileOrNull, Identity identity) {
    return fileOrNull != null
        && lastModified(identity)
            .map(date -> !date.isAfter(fileOrNull.lastModified()))
            .orElse(false);
  }

  /** As the server says it; empty where it is no date. */
  static Optional<Instant> lastModified(Identity identity) {
    return HttpDate.parse(identity.lastModified());
  }
}
