package io.tributary.engine.job;

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

  ArchivedObjects {
    items = List.copyOf(items);
  }

  /** Reads on in a round; blocks, on the file dispatcher. */
  static ArchivedObjects read(JobState state, ArchivedRound round) {
    Path file = Path.of(state.spec().receipt()).resolveSibling(state.names().receipt());
    List<Item> items = new ArrayList<>();
    try (ReceiptReader receipt = ReceiptReader.open(file)) {
      receipt.skipTo(round.atBytes());
      for (int i = 0; i < MOST_LINES && items.size() < Batch.MOST_ITEMS; i++) {
        if (receipt.position() >= round.untilBytes()) {
          break;
        }
        receipt.next().filter(Lines::isArchived).map(ArchivedObjects::item).ifPresent(items::add);
      }
      long at = Math.min(receipt.position(), round.untilBytes());
      return new ArchivedObjects(items, new ArchivedRound(at, round.untilBytes()));
    }
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
