package io.tributary.engine.receipt;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a receipt that are to be fetched again, in a file of their own, which is a manifest.
 * It appears under its name when it is complete. Blocks; for one thread.
 */
public final class NextManifest implements AutoCloseable {
  private static final int LINES_AT_A_TIME = 1000;

  private final Path path;
  private final ReceiptFile file;
  private final boolean named;
  private final List<ReceiptLine> waiting = new ArrayList<>();
  private long lines;
  private long withoutSource;
  private boolean published;

  /**
   * @param head of the receipt that they are from
   */
  public NextManifest(Path path, ReceiptHead head, Path root) {
    this(path, head, root, false);
  }

  /**
   * @param head of the receipt that they are from
   * @param named whether a manifest said which objects are meant, and not a listing what it saw
   */
  public NextManifest(Path path, ReceiptHead head, Path root, boolean named) {
    this.path = path;
    this.named = named;
    file = ReceiptFile.open(path, ReceiptFile.newTemporaryName(path), 0, head.source(), root);
  }

  /** Takes what is wrong, with what is good of it. */
  public void add(Finding finding) {
    add(finding.line().withRanges(finding.good(), 0));
  }

  /** Takes it; one whose URL is not in the receipt can only be counted. */
  public void add(ReceiptLine line) {
    if (!line.fetchable()) {
      withoutSource++;
      return;
    }
    lines++;
    waiting.add(next(line));
    if (waiting.size() >= LINES_AT_A_TIME) {
      write();
    }
  }

  /**
   * By its path a marker of a directory is known. What was not fetched may change until it is, but
   * for what only has to be restored, where a manifest meant just this.
   */
  private ReceiptLine next(ReceiptLine line) {
    boolean directory = line.state() == ReceiptLine.State.DIRECTORY;
    boolean failed = line.state() == ReceiptLine.State.FAILED;
    boolean same = named && failed && line.failureOrNull().kind() == FailureKind.ARCHIVED;
    return new ReceiptLine(
        line.state(),
        line.locator(),
        line.key(),
        directory ? line.path() + "/" : line.path(),
        line.sizeBytes(),
        failed && !same ? "" : line.etag(),
        line.versionId(),
        failed ? null : line.lastModifiedOrNull(),
        line.checksums(),
        line.verified(),
        line.attempts(),
        line.node(),
        line.failureOrNull(),
        line.ranges(),
        0,
        line.millis());
  }

  public long lines() {
    return lines;
  }

  /** Those that were left out, since a query of their URL was not recorded. */
  public long withoutSource() {
    return withoutSource;
  }

  public void publish() {
    write();
    file.publish();
    published = true;
  }

  public Path path() {
    return path;
  }

  /** Once nobody needs it any more. */
  public void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new Failure(
              FailureKind.LOCAL_DISK, "delete", path.toString(), String.valueOf(e.getMessage()), "")
          .asException(e);
    }
  }

  private void write() {
    file.append(waiting);
    waiting.clear();
  }

  /** Leaves nothing behind unless it was published. */
  @Override
  public void close() {
    if (!published) {
      file.abandon();
    }
  }
}
