package io.tributary.engine.job;

import java.util.List;

/**
 * Objects that one node brings together, with one event for all; or one large object.
 *
 * @param id counts from 1 within a job; of a {@link Slice} within a run of it
 * @param large whether its one object is a download of its own
 */
public record Batch(long id, boolean large, List<Item> items) {
  /** Most objects in one. */
  static final int MOST_ITEMS = 1000;

  /** Most bytes of payload in one, as far as the listing knows; one object may be larger. */
  static final long MOST_BYTES = 256L << 20;

  /** Most bytes of text in one: it must fit a message between nodes, which is 256 KiB. */
  static final int MOST_TEXT_BYTES = 200 << 10;

  public Batch {
    items = List.copyOf(items);
    if (items.isEmpty()) {
      throw new IllegalArgumentException("an empty batch");
    }
    if (large && items.size() != 1) {
      throw new IllegalArgumentException("a large object is alone in its batch");
    }
  }

  long bytes() {
    return items.stream().mapToLong(item -> Math.max(0, item.sizeBytes())).sum();
  }
}
