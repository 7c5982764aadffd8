package io.tributary.cli;

import io.tributary.core.display.DisplayText;
import io.tributary.engine.receipt.Finding;
import io.tributary.engine.receipt.ReceiptFile;
import io.tributary.engine.receipt.ReceiptHead;
import io.tributary.engine.receipt.ReceiptLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a receipt that are to be fetched again, in a file of their own, which is a manifest.
 * It appears under its name when it is complete.
 */
final class FoundWrong implements AutoCloseable {
  private static final int LINES_AT_A_TIME = 1000;

  private final ReceiptFile file;
  private final List<ReceiptLine> waiting = new ArrayList<>();
  private long lines;
  private long withoutSource;
  private boolean published;

  /**
   * @param head of the receipt that they are from
   */
  FoundWrong(Path path, ReceiptHead head, Path root) {
    file = ReceiptFile.open(path, ReceiptFile.newTemporaryName(path), 0, head.source(), root);
  }

  /** Takes it; one whose URL is not in the receipt can only be counted. */
  void add(ReceiptLine line) {
    if (!line.fetchable()) {
      withoutSource++;
      return;
    }
    lines++;
    waiting.add(line);
    if (waiting.size() >= LINES_AT_A_TIME) {
      write();
    }
  }

  long lines() {
    return lines;
  }

  /** Those that were left out, since a query of their URL was not recorded. */
  long withoutSource() {
    return withoutSource;
  }

  void publish() {
    write();
    file.publish();
    published = true;
  }

  private void write() {
    file.append(waiting);
    waiting.clear();
  }

  /** One line for people. */
  static String text(Finding finding) {
    String path = finding.line().path();
    return "%-8s%s: %s"
        .formatted(
            finding.verdict().name().toLowerCase(java.util.Locale.ROOT),
            DisplayText.escape(path),
            DisplayText.escape(finding.reason()));
  }

  /** Leaves nothing behind unless it was published. */
  @Override
  public void close() {
    if (!published) {
      file.abandon();
    }
  }
}
