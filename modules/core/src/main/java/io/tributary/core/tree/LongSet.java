package io.tributary.core.tree;

/** Numbers that are hashes already: 11 to 21 bytes for each, a third of it more while it grows. */
final class LongSet {
  private static final int FIRST_SLOTS = 1 << 10;

  /** Zero is an empty slot. */
  private long[] slots = new long[FIRST_SLOTS];

  private int size;
  private boolean zero;

  int size() {
    return size + (zero ? 1 : 0);
  }

  boolean contains(long value) {
    return value == 0 ? zero : slots[slot(value)] == value;
  }

  void add(long value) {
    if (value == 0) {
      zero = true;
      return;
    }
    int slot = slot(value);
    if (slots[slot] == value) {
      return;
    }
    slots[slot] = value;
    size++;
    if (size > slots.length / 4 * 3) {
      grow();
    }
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    for (long value : old) {
      if (value != 0) {
        slots[slot(value)] = value;
      }
    }
  }

  /** Where it is, or would be. */
  private int slot(long value) {
    int mask = slots.length - 1;
    int slot = (int) value & mask;
    while (slots[slot] != 0 && slots[slot] != value) {
      slot = slot + 1 & mask;
    }
    return slot;
  }
}
