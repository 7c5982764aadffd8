package io.tributary.engine.job;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.identity.Identity;
import io.tributary.core.path.KeyPath;
import io.tributary.engine.api.JobCounts;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.api.JobResult.ObjectFailure;
import io.tributary.engine.api.JobResult.SlowObject;
import io.tributary.engine.receipt.ReceiptLine;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Lines of the receipt, and what they add up to. */
final class Lines {
  private Lines() {}

  static ReceiptLine directory(Item item) {
    return there(item, ReceiptLine.State.DIRECTORY, 0);
  }

  static ReceiptLine kept(Item item, long sizeBytes) {
    return there(item, ReceiptLine.State.KEPT, sizeBytes);
  }

  /** What a dry run says of an object that a run would fetch. */
  static ReceiptLine wouldBeFetched(Item item) {
    return there(item, ReceiptLine.State.FETCHED, item.sizeBytes());
  }

  private static ReceiptLine there(Item item, ReceiptLine.State state, long sizeBytes) {
    return new ReceiptLine(
        state,
        item.locator(),
        item.key(),
        item.path(),
        sizeBytes,
        item.etag(),
        "",
        item.lastModifiedOrNull(),
        List.of(),
        false,
        0,
        "",
        null);
  }

  /** With all that is known of the object: whoever tries again wants the same one. */
  static ReceiptLine failed(Item item, int attempts, Failure failure) {
    boolean archived = failure.kind() == FailureKind.ARCHIVED;
    ReceiptLine line =
        new ReceiptLine(
            ReceiptLine.State.FAILED,
            item.locator(),
            item.key(),
            item.path(),
            // It stays what it is until it is read, perhaps in ranges.
            archived ? item.sizeBytes() : -1,
            item.etag(),
            "",
            item.lastModifiedOrNull(),
            item.checksums(),
            false,
            attempts,
            "",
            failure);
    return archived ? line.withRanges(item.ranges(), 0) : line;
  }

  static ReceiptLine fetched(
      Item item,
      Identity identity,
      Instant modifiedOrNull,
      long sizeBytes,
      List<Checksum> checksums,
      boolean verified,
      int attempts,
      String node) {
    return new ReceiptLine(
        ReceiptLine.State.FETCHED,
        item.locator(),
        item.key(),
        item.path(),
        sizeBytes,
        identity.etag().isEmpty() ? item.etag() : identity.etag(),
        identity.versionId(),
        modifiedOrNull,
        checksums,
        verified,
        attempts,
        node,
        null);
  }

  /**
   * What came to be on the disk: files, and all directories above them and of markers.
   *
   * @param kept whether what is kept may have come by an earlier run, which did not get to flush it
   */
  static Set<KeyPath> newNames(List<ReceiptLine> lines, boolean kept) {
    Set<KeyPath> names = new LinkedHashSet<>();
    for (ReceiptLine line : lines) {
      boolean old = line.state() == ReceiptLine.State.KEPT && !kept;
      if (!old && line.state() != ReceiptLine.State.FAILED) {
        List<String> components = List.of(line.path().split("/"));
        for (int depth = components.size(); depth > 0; depth--) {
          names.add(new KeyPath(components.subList(0, depth)));
        }
      }
    }
    return names;
  }

  /** The same lines, where what is there may be lost after all. */
  static List<ReceiptLine> notThere(List<ReceiptLine> lines, Failure failure) {
    return lines.stream()
        .map(
            line ->
                line.state() == ReceiptLine.State.FETCHED || line.state() == ReceiptLine.State.KEPT
                    ? failed(line, failure)
                    : line)
        .toList();
  }

  private static ReceiptLine failed(ReceiptLine line, Failure failure) {
    return new ReceiptLine(
        ReceiptLine.State.FAILED,
        line.locator(),
        line.key(),
        line.path(),
        -1,
        line.etag(),
        line.versionId(),
        line.lastModifiedOrNull(),
        List.of(),
        false,
        line.attempts(),
        "",
        failure);
  }

  /** Whether it may be read later, once it is restored. */
  static boolean isArchived(ReceiptLine line) {
    return line.state() == ReceiptLine.State.FAILED
        && line.failureOrNull().kind() == FailureKind.ARCHIVED;
  }

  static JobCounts counts(List<ReceiptLine> lines) {
    JobCounts sum = JobCounts.NONE;
    for (ReceiptLine line : lines) {
      sum = sum.plus(count(line));
    }
    return sum;
  }

  private static JobCounts count(ReceiptLine line) {
    long bytes = Math.max(0, line.sizeBytes());
    return switch (line.state()) {
      case FETCHED -> {
        long reused = Math.min(bytes, line.reusedBytes());
        yield new JobCounts(0, 0, 1, 0, 0, bytes - reused, 0, reused);
      }
      case KEPT -> new JobCounts(0, 0, 0, 1, 0, 0, bytes);
      case DIRECTORY -> JobCounts.NONE;
      case FAILED -> new JobCounts(0, 0, 0, 0, 1, 0, 0, 0, isArchived(line) ? 1 : 0);
    };
  }

  /** Those that took longest. */
  static List<SlowObject> slowest(List<ReceiptLine> lines) {
    return lines.stream()
        .filter(line -> line.state() == ReceiptLine.State.FETCHED && line.millis() > 0)
        .map(line -> new SlowObject(line.key(), line.sizeBytes(), line.millis()))
        .sorted()
        .limit(JobResult.MOST_SLOW)
        .toList();
  }

  /** Some of those that failed, for people to read. */
  static List<ObjectFailure> failures(List<ReceiptLine> lines) {
    return lines.stream()
        .filter(line -> line.state() == ReceiptLine.State.FAILED)
        .limit(JobResult.MOST_FAILURES)
        .map(line -> new ObjectFailure(line.key(), line.failureOrNull()))
        .toList();
  }
}
