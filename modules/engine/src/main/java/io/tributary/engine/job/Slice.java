package io.tributary.engine.job;

import io.tributary.engine.receipt.ReceiptLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A part of a batch that one node is given: a batch has one event, but is too much for a node to
 * have while others have nothing.
 *
 * @param part by its own number, which counts from 1 within a run of the job
 * @param first index of its first object in the batch
 */
record Slice(Batch part, Whole whole, int first) {
  private static final int MOST_ITEMS = 200;

  /** Less than a second's work over a link of 100 Mbit/s; one object may be larger. */
  private static final long MOST_BYTES = 8L << 20;

  /** The batch that slices are of, and what is told of it. For one thread. */
  static final class Whole {
    private final Batch batch;
    private final ReceiptLine[] lines;
    private final List<Slice> slices = new ArrayList<>();

    private Whole(Batch batch) {
      this.batch = batch;
      this.lines = new ReceiptLine[batch.items().size()];
    }

    Batch batch() {
      return batch;
    }

    List<Slice> slices() {
      return slices;
    }

    /** All lines, once they are there. */
    Optional<List<ReceiptLine>> complete() {
      return filled(0, lines.length) ? Optional.of(Arrays.asList(lines)) : Optional.empty();
    }

    private boolean filled(int from, int to) {
      for (int i = from; i < to; i++) {
        if (lines[i] == null) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Cuts a batch into slices.
   *
   * @param id of the first one
   */
  static Whole cut(Batch batch, long id) {
    Whole whole = new Whole(batch);
    int first = 0;
    while (first < batch.items().size()) {
      int end = end(batch.items(), first);
      Batch part = new Batch(id + whole.slices.size(), false, batch.items().subList(first, end));
      whole.slices.add(new Slice(part, whole, first));
      first = end;
    }
    return whole;
  }

  private static int end(List<Item> items, int first) {
    long bytes = 0;
    int end = first;
    do {
      bytes += Math.max(0, items.get(end).sizeBytes());
      end++;
    } while (end < items.size()
        && end - first < MOST_ITEMS
        && bytes + Math.max(0, items.get(end).sizeBytes()) <= MOST_BYTES);
    return end;
  }

  long id() {
    return part.id();
  }

  int objects() {
    return part.items().size();
  }

  /** Another node begins it anew: what was told of it counts for nothing. */
  void lost() {
    Arrays.fill(whole.lines, first, first + objects(), null);
  }

  /**
   * Takes lines.
   *
   * @param at index in this slice
   * @return whether all of this slice are there now
   */
  boolean take(int at, List<ReceiptLine> some) {
    int index = first + at;
    for (ReceiptLine line : some) {
      whole.lines[index++] = line;
    }
    return whole.filled(first, first + objects());
  }
}
