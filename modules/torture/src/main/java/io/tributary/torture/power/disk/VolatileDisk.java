package io.tributary.torture.power.disk;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/**
 * A disk whose writes are in a cache until they are flushed. When the power goes, everything that
 * was flushed is there; of what was written since, any part may be there and any part not, in
 * sectors and in no order. Not thread-safe.
 */
final class VolatileDisk {
  private static final int PAGE_BYTES = 4096;
  private static final int SECTOR_BYTES = 512;
  private static final byte[] ZEROS = new byte[PAGE_BYTES];

  private static final class Write {
    private final long offset;
    private final byte[] bytes;

    Write(long offset, byte[] bytes) {
      this.offset = offset;
      this.bytes = bytes;
    }
  }

  /** Pages that were flushed; never changed, so that disks may share them. */
  private final byte[][] durable;

  private final byte[][] current;

  /** Pages of {@code current} that are nobody else's. */
  private final BitSet own = new BitSet();

  private final List<Write> cached = new ArrayList<>();

  VolatileDisk(long sizeBytes) {
    this(zeros(Math.toIntExact(sizeBytes / PAGE_BYTES)));
  }

  private VolatileDisk(byte[][] pages) {
    this.durable = pages;
    this.current = pages.clone();
  }

  private static byte[][] zeros(int pages) {
    byte[][] zeros = new byte[pages][];
    java.util.Arrays.fill(zeros, ZEROS);
    return zeros;
  }

  long sizeBytes() {
    return (long) durable.length * PAGE_BYTES;
  }

  /** What a reader sees: the cache, too. */
  byte[] read(long offset, int lengthBytes) {
    int length = (int) Math.max(0, Math.min(lengthBytes, sizeBytes() - offset));
    byte[] bytes = new byte[length];
    for (int done = 0; done < length; ) {
      int page = (int) ((offset + done) / PAGE_BYTES);
      int from = (int) ((offset + done) % PAGE_BYTES);
      int piece = Math.min(length - done, PAGE_BYTES - from);
      System.arraycopy(current[page], from, bytes, done, piece);
      done += piece;
    }
    return bytes;
  }

  void write(long offset, byte[] bytes) {
    if (offset + bytes.length > sizeBytes()) {
      throw new IndexOutOfBoundsException("a write beyond the end, at " + offset);
    }
    cached.add(new Write(offset, bytes));
    put(offset, bytes, 0, bytes.length);
  }

  void flush() {
    own.stream().forEach(page -> durable[page] = current[page]);
    own.clear();
    cached.clear();
  }

  /** Bytes in the cache, those that were written twice counted twice. */
  long cachedBytes() {
    return cached.stream().mapToLong(write -> write.bytes.length).sum();
  }

  /** The disk that is there when the power comes back. */
  VolatileDisk afterPowerLoss(Random random) {
    VolatileDisk left = new VolatileDisk(durable.clone());
    // From nothing of the cache to all of it; most cuts are between.
    int kept = random.nextInt(5) * 25;
    boolean whole = random.nextBoolean();
    for (Write write : cached) {
      int unit = whole ? write.bytes.length : SECTOR_BYTES;
      for (int from = 0; from < write.bytes.length; from += unit) {
        if (random.nextInt(100) < kept) {
          int length = Math.min(unit, write.bytes.length - from);
          left.put(write.offset + from, write.bytes, from, length);
        }
      }
    }
    left.flush();
    return left;
  }

  private void put(long offset, byte[] bytes, int start, int length) {
    for (int done = 0; done < length; ) {
      int page = (int) ((offset + done) / PAGE_BYTES);
      int from = (int) ((offset + done) % PAGE_BYTES);
      int piece = Math.min(length - done, PAGE_BYTES - from);
      if (!own.get(page)) {
        current[page] = current[page].clone();
        own.set(page);
      }
      System.arraycopy(bytes, start + done, current[page], from, piece);
      done += piece;
    }
  }
}
