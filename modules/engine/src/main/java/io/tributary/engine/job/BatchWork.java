package io.tributary.engine.job;

import io.tributary.engine.receipt.ReceiptLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A batch in hand of a node: what is done of it, and under way. Guarded by its holder's lock. */
final class BatchWork {
  /** In all but odd cases one message. */
  private static final int LINES_PER_REPORT = 200;

  /** What the items of one report may take of a message between nodes, which is 256 KiB. */
  private static final int MOST_TEXT_BYTES = 64 << 10;

  private final Batch batch;
  private final int take;
  private final ReceiptLine[] lines;

  /** About what the report of each takes, counted once: chunks are looked for often. */
  private final int[] textBytes;

  private final Map<Integer, ObjectFetch> underWay = new HashMap<>();
  private int begun;

  /** The first that is not done. */
  private int missing;

  /** Everything before was told. */
  private int told;

  private long completeNanos;

  BatchWork(Batch batch, int take) {
    this.batch = batch;
    this.take = take;
    this.lines = new ReceiptLine[batch.items().size()];
    this.textBytes = batch.items().stream().mapToInt(Item::textBytes).toArray();
  }

  int take() {
    return take;
  }

  long id() {
    return batch.id();
  }

  boolean allBegun() {
    return begun == lines.length;
  }

  boolean complete() {
    return missing == lines.length;
  }

  int underWay() {
    return underWay.size();
  }

  /** An object of a batch, to be fetched now. */
  record Task(BatchWork batch, int index, ObjectFetch fetch) {}

  /** The next object. */
  Task begin(JobPlace place) {
    int index = begun++;
    ObjectFetch fetch = new ObjectFetch(place, batch.items().get(index), take);
    underWay.put(index, fetch);
    return new Task(this, index, fetch);
  }

  /** Returns whether there is something to tell now. */
  boolean done(int index, ReceiptLine line, long nowNanos) {
    lines[index] = line;
    underWay.remove(index);
    completeNanos = nowNanos;
    if (index != missing) {
      return false;
    }
    while (missing < lines.length && lines[missing] != null) {
      missing++;
    }
    return chunkEnd() > told;
  }

  /** What is to be told now: in order, when there is enough of it, or the rest. */
  List<Chunk> news() {
    List<Chunk> news = new ArrayList<>();
    for (int end = chunkEnd(); end > told; end = chunkEnd()) {
      news.add(new Chunk(told, List.of(Arrays.copyOfRange(lines, told, end))));
      told = end;
    }
    return news;
  }

  /** Where the next report ends; what was told when there is not enough for one. */
  private int chunkEnd() {
    int bytes = 0;
    for (int end = told; end < lines.length; end++) {
      bytes += textBytes[end];
      boolean full = end > told && (end - told == LINES_PER_REPORT || bytes > MOST_TEXT_BYTES);
      if (full) {
        return end;
      }
      if (lines[end] == null) {
        return told;
      }
    }
    return lines.length;
  }

  /** It was told completely a while ago, and nobody has said that it is recorded: once more. */
  void tellAgain(long nowNanos, long patienceNanos) {
    if (complete() && nowNanos - completeNanos > patienceNanos) {
      told = 0;
      completeNanos = nowNanos;
    }
  }

  void tick(long nowNanos) {
    underWay.values().forEach(fetch -> fetch.tick(nowNanos));
  }

  /** Those under way, to be stopped. */
  List<ObjectFetch> fetches() {
    return List.copyOf(underWay.values());
  }

  /**
   * @param first index in the batch
   */
  record Chunk(int first, List<ReceiptLine> lines) {}
}
