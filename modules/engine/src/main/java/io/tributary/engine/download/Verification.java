package io.tributary.engine.download;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.ledger.Segment;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Compares what was written with what the source publishes and the user expects. The CRC-64 of the
 * whole comes from the ledger without a second read; anything that does not combine is read once.
 */
final class Verification {
  sealed interface Outcome {
    record Right(DownloadEvent.Verified verified) implements Outcome {}

    /**
     * @param bad ranges on disk that differ from what was received; empty when the disk is right
     *     and the bytes were wrong before they got there
     * @param sourceAgrees the source's own checksum matched: fetching again would bring the same
     */
    record Wrong(Failure failure, List<ByteRange> bad, boolean sourceAgrees) implements Outcome {}
  }

  /** The temporary file, wherever its disk is. */
  interface OnDisk {
    CompletionStage<Long> sizeBytes();

    /** Whether the disk may have lost what is recorded; to be asked when it has answered. */
    boolean suspect();

    CompletionStage<Void> cut(long sizeBytes);

    CompletionStage<Map<ChecksumAlgorithm, Checksum>> digests(
        long sizeBytes, Set<ChecksumAlgorithm> algorithms);

    /** Which of these are not what they should be. */
    CompletionStage<List<ByteRange>> badRanges(long origin, List<Segment> written);
  }

  private final DownloadState state;
  private final List<ByteRange> doubtful;
  private final OnDisk file;

  /** Set before anything is judged. */
  private long sizeOnDisk;

  /** All of the file was read; set before anything is judged. */
  private boolean read;

  /**
   * @param doubtful ranges whose bytes on disk may be others than those that the ledger knows
   */
  Verification(DownloadState state, List<ByteRange> doubtful, OnDisk file) {
    this.state = state;
    this.doubtful = List.copyOf(doubtful);
    this.file = file;
  }

  CompletionStage<Outcome> run() {
    return file.sizeBytes()
        .thenCompose(this::cut)
        .thenCompose(done -> compute())
        .thenCompose(this::judge);
  }

  private CompletionStage<Void> cut(long sizeBytes) {
    if (sizeBytes < 0) {
      throw new Failure(
              FailureKind.LOCAL_DISK,
              "verify",
              state.spec().destination(),
              "its temporary file is gone",
              "run the same command again")
          .asException();
    }
    sizeOnDisk = Math.min(sizeBytes, state.wantedBytes());
    return sizeBytes > state.wantedBytes()
        ? file.cut(state.wantedBytes())
        : CompletableFuture.completedStage(null);
  }

  private long receivedCrc64() {
    return state.wanted().map(range -> state.ledger().crc64(range).orElseThrow()).orElse(0L);
  }

  private List<Checksum> ofSource() {
    return state.wantsWholeObject() ? state.identity().checksums() : List.of();
  }

  private CompletionStage<Map<ChecksumAlgorithm, Checksum>> compute() {
    Set<ChecksumAlgorithm> wanted = EnumSet.of(ChecksumAlgorithm.CRC64);
    state.spec().options().checksum().ifPresent(expected -> wanted.add(expected.algorithm()));
    ofSource().forEach(published -> wanted.add(published.algorithm()));
    Map<ChecksumAlgorithm, Checksum> values = new EnumMap<>(ChecksumAlgorithm.class);
    values.put(ChecksumAlgorithm.CRC64, Checksum.ofCrc64(receivedCrc64()));
    read =
        wanted.size() > 1
            || state.spec().options().verify() == DownloadOptions.Verify.DISK
            || file.suspect();
    if (!read) {
      return CompletableFuture.completedStage(values);
    }
    return file.digests(state.wantedBytes(), wanted)
        .thenApply(
            onDisk -> {
              values.putAll(onDisk);
              return values;
            });
  }

  private CompletionStage<Outcome> judge(Map<ChecksumAlgorithm, Checksum> values) {
    Optional<Failure> disk = diskDiffers(values);
    Optional<Failure> source =
        ofSource().stream().flatMap(expected -> differs(expected, values, "source")).findFirst();
    Optional<Failure> user =
        state.spec().options().checksum().stream()
            .flatMap(expected -> differs(expected, values, "user"))
            .findFirst();
    Optional<Failure> first = disk.or(() -> source).or(() -> user);
    boolean sourceAgrees = disk.isEmpty() && source.isEmpty() && !ofSource().isEmpty();
    if (first.isPresent()) {
      return wrong(first.get(), sourceAgrees);
    }
    return read || doubtful.isEmpty()
        ? CompletableFuture.completedStage(right(values))
        : resolve(right(values));
  }

  /** What arrived is right; what is on disk may be another copy of it. */
  private CompletionStage<Outcome> resolve(Outcome right) {
    List<Segment> segments = state.ledger().segments().stream().filter(this::isDoubtful).toList();
    return file.badRanges(state.wantedStart(), segments)
        .thenApply(
            bad ->
                bad.isEmpty()
                    ? right
                    : new Outcome.Wrong(
                        integrity("the file on disk differs from what arrived, at " + bad.get(0)),
                        new ArrayList<>(bad),
                        false));
  }

  private boolean isDoubtful(Segment segment) {
    return doubtful.stream()
        .anyMatch(range -> range.start() < segment.end() && segment.start() < range.end());
  }

  private Optional<Failure> diskDiffers(Map<ChecksumAlgorithm, Checksum> values) {
    if (sizeOnDisk < state.wantedBytes()) {
      String lost = "the file on disk has lost " + (state.wantedBytes() - sizeOnDisk) + " bytes";
      return Optional.of(integrity(lost));
    }
    Checksum received = Checksum.ofCrc64(receivedCrc64());
    return values.get(ChecksumAlgorithm.CRC64).equals(received)
        ? Optional.empty()
        : Optional.of(mismatch("the file on disk", values.get(ChecksumAlgorithm.CRC64), received));
  }

  private java.util.stream.Stream<Failure> differs(
      Checksum expected, Map<ChecksumAlgorithm, Checksum> values, String whose) {
    Checksum actual = values.get(expected.algorithm());
    return expected.equals(actual)
        ? java.util.stream.Stream.empty()
        : java.util.stream.Stream.of(
            mismatch("the downloaded data", actual, expected, "the " + whose + "'s"));
  }

  private Failure mismatch(String what, Checksum actual, Checksum received) {
    return mismatch(what, actual, received, "what arrived:");
  }

  private Failure mismatch(String what, Checksum actual, Checksum expected, String whose) {
    return integrity(what + " is " + actual + ", not " + whose + " " + expected);
  }

  private Failure integrity(String reason) {
    return new Failure(
        FailureKind.INTEGRITY,
        "verify",
        state.spec().source().locator(),
        reason,
        "nothing was published; run again, or check the expected value");
  }

  private CompletionStage<Outcome> wrong(Failure failure, boolean sourceAgrees) {
    return file.badRanges(state.wantedStart(), state.ledger().segments())
        .thenApply(bad -> new Outcome.Wrong(failure, new ArrayList<>(bad), sourceAgrees));
  }

  private Outcome right(Map<ChecksumAlgorithm, Checksum> values) {
    Optional<Checksum> expected = state.spec().options().checksum();
    boolean verified = expected.isPresent() || !ofSource().isEmpty();
    Checksum shown =
        expected
            .or(() -> ofSource().stream().findFirst())
            .orElse(values.get(ChecksumAlgorithm.CRC64));
    DownloadResult.Verification.Scope scope =
        state.wantsWholeObject()
            ? DownloadResult.Verification.Scope.WHOLE
            : DownloadResult.Verification.Scope.RANGE;
    return new Outcome.Right(
        new DownloadEvent.Verified(
            new DownloadResult.Verification(shown, scope, verified),
            state.wantedBytes(),
            receivedCrc64()));
  }
}
