package io.tributary.engine.job;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.receipt.ReceiptLine;
import io.tributary.engine.receipt.ReceiptReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Some of the objects that were archived, as the receipt of their job remembers them.
 *
 * @param next where the others are
 */
record ArchivedObjects(List<Item> items, ArchivedRound next) {
  /** A receipt may have millions of other lines between them. */
  private static final int MOST_LINES = 1000;

  /** Lines of large objects may name many ranges. */
  private static final long MOST_BYTES = 256 << 10;

  ArchivedObjects {
    items = List.copyOf(items);
  }

  /** Reads on in a round; blocks, on the file dispatcher. */
  static ArchivedObjects read(JobState state, ArchivedRound round) {
    Path file = Path.of(state.spec().receipt()).resolveSibling(state.names().receipt());
    List<Item> items = new ArrayList<>();
    try (ReceiptReader receipt = ReceiptReader.open(file)) {
      receipt.skipTo(round.atBytes());
      for (int i = 0; i < MOST_LINES && goesOn(receipt, round, items); i++) {
        ReceiptLine line = receipt.next().orElseThrow(() -> cutOff(file, receipt, round));
        if (Lines.isArchived(line)) {
          items.add(item(line));
        }
      }
      long at = Math.min(receipt.position(), round.untilBytes());
      return new ArchivedObjects(items, new ArchivedRound(at, round.untilBytes()));
    }
  }

  private static boolean goesOn(ReceiptReader receipt, ArchivedRound round, List<Item> items) {
    return receipt.position() < round.untilBytes()
        && receipt.position() - round.atBytes() < MOST_BYTES
        && items.size() < Batch.MOST_ITEMS;
  }

  private static TributaryException cutOff(Path file, ReceiptReader receipt, ArchivedRound round) {
    return new Failure(
            FailureKind.STATE_UNUSABLE,
            "go on with the receipt",
            file.toString(),
            "it ends at byte %d, and %d were recorded"
                .formatted(receipt.position(), round.untilBytes()),
            "begin anew with --restart: files that are there are kept")
        .asException();
  }

  private static Item item(ReceiptLine line) {
    return new Item(
        line.locator(),
        line.key(),
        line.path(),
        false,
        line.sizeBytes(),
        line.etag(),
        line.lastModifiedOrNull(),
        line.checksums(),
        line.ranges());
  }
}
