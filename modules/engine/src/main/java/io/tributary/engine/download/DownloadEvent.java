package io.tributary.engine.download;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.core.failure.Failure;
import io.tributary.core.identity.Identity;
import io.tributary.core.ledger.Segment;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.attempt.Attempts;
import java.util.List;
import java.util.Objects;

/**
 * What happened to a download. Journaled as CBOR under the names below, which never change; fields
 * may be added, and old journals stay readable (a golden file for each proves it).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = DownloadEvent.Requested.class, name = "requested"),
  @JsonSubTypes.Type(value = DownloadEvent.Adopted.class, name = "adopted"),
  @JsonSubTypes.Type(value = DownloadEvent.Identified.class, name = "identified"),
  @JsonSubTypes.Type(value = DownloadEvent.RangesWritten.class, name = "ranges-written"),
  @JsonSubTypes.Type(value = DownloadEvent.RangesLost.class, name = "ranges-lost"),
  @JsonSubTypes.Type(value = DownloadEvent.SizeLearned.class, name = "size-learned"),
  @JsonSubTypes.Type(value = DownloadEvent.StartedOver.class, name = "started-over"),
  @JsonSubTypes.Type(value = DownloadEvent.Verified.class, name = "verified"),
  @JsonSubTypes.Type(value = DownloadEvent.Completed.class, name = "completed"),
  @JsonSubTypes.Type(value = DownloadEvent.Stopped.class, name = "stopped")
})
public sealed interface DownloadEvent {

  /**
   * Somebody asked for it, for the first time or again.
   *
   * @param owner the process that works on it from now on; empty when no other can use this journal
   */
  record Requested(DownloadSpec spec, String owner) implements DownloadEvent {
    public Requested {
      // Absent in journals of earlier versions.
      owner = Objects.requireNonNullElse(owner, "");
    }
  }

  /**
   * Another process takes the download over: its temporary file has this name from now on, so that
   * whoever worked on it before finds it no more. It may still have an earlier name.
   */
  record Adopted(String temporaryName) implements DownloadEvent {}

  /**
   * The object was identified; ranges are taken from this very object from now on.
   *
   * @param ranges whether the server serves ranges of it
   * @param wantedStart offset of the first byte that is wanted
   * @param wantedEnd offset after the last; -1 while the size is unknown
   * @param temporaryName of the file that the bytes go to; it may not exist yet
   */
  record Identified(
      Identity identity, boolean ranges, long wantedStart, long wantedEnd, String temporaryName)
      implements DownloadEvent {}

  /**
   * These bytes are in the temporary file, flushed.
   *
   * @param attemptsOrNull what was tried since the event before; null for nothing, and where no
   *     history is kept
   */
  record RangesWritten(
      List<Segment> segments, @JsonInclude(Include.NON_NULL) Attempts attemptsOrNull)
      implements DownloadEvent {
    public RangesWritten {
      segments = List.copyOf(segments);
    }

    RangesWritten(List<Segment> segments) {
      this(segments, null);
    }
  }

  /** These bytes turned out not to be in the temporary file, or not to be right. */
  record RangesLost(List<ByteRange> ranges) implements DownloadEvent {
    public RangesLost {
      ranges = List.copyOf(ranges);
    }
  }

  /** The stream of an object of unknown size ended here. */
  record SizeLearned(long wantedEnd) implements DownloadEvent {}

  /** Everything fetched so far is worthless; the temporary file is deleted. */
  record StartedOver(String reason) implements DownloadEvent {}

  /**
   * The temporary file is complete and right, and is about to be renamed.
   *
   * @param crc64 CRC-64/XZ of the file
   * @param attemptsOrNull as of {@link RangesWritten}
   */
  record Verified(
      DownloadResult.Verification checksum,
      long sizeBytes,
      long crc64,
      @JsonInclude(Include.NON_NULL) Attempts attemptsOrNull)
      implements DownloadEvent {
    Verified(DownloadResult.Verification checksum, long sizeBytes, long crc64) {
      this(checksum, sizeBytes, crc64, null);
    }

    Verified with(Attempts triedOrNull) {
      return new Verified(checksum, sizeBytes, crc64, triedOrNull);
    }
  }

  /** The file is under its final name. */
  record Completed() implements DownloadEvent {}

  /**
   * It ended before its end; a further request goes on from here.
   *
   * @param attemptsOrNull as of {@link RangesWritten}
   */
  record Stopped(Failure failure, @JsonInclude(Include.NON_NULL) Attempts attemptsOrNull)
      implements DownloadEvent {
    Stopped(Failure failure) {
      this(failure, null);
    }
  }
}
