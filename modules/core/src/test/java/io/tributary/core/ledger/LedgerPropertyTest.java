package io.tributary.core.ledger;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.checksum.Crc;
import io.tributary.core.range.ByteRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** The ledger beside a model of one bit for each byte; the seed is in every message. */
public final class LedgerPropertyTest extends JUnitSuite {
  private static final int OBJECT_BYTES = 4000;

  private final byte[] object = new byte[OBJECT_BYTES];

  public LedgerPropertyTest() {
    new Random(1).nextBytes(object);
  }

  @Test
  public void anyOrderOfAdditionsAndLossesAgreesWithTheModel() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Ledger ledger = Ledger.empty(1 + random.nextInt(1000));
      BitSet model = new BitSet();
      for (int step = 0; step < 60; step++) {
        ledger =
            random.nextInt(8) == 0
                ? ledger.minus(lose(ledger, model, random))
                : ledger.plus(add(model, random));
        check("seed " + seed + ", step " + step, ledger, model, random);
      }
    }
  }

  @Test
  public void aResumeWithAnotherPartSizeEndsWithTheSameCrc() {
    ByteRange whole = new ByteRange(0, OBJECT_BYTES);
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Ledger ledger = Ledger.empty(1 + random.nextInt(2000));
      while (!ledger.covers(whole)) {
        ledger = ledger.plus(someParts(ledger.missing(whole), 1 + random.nextInt(500), random));
      }
      assertEquals("seed " + seed, crc(0, OBJECT_BYTES), ledger.crc64(whole).orElseThrow());
    }
  }

  /** 100 GB in parts of 100 KiB, finishing in random order within a window, in groups. */
  @Test
  public void aMillionPartsStaySmall() {
    long partBytes = 100 << 10;
    int parts = 1_000_000;
    long size = parts * partBytes;
    Ledger ledger = Ledger.empty(Ledger.mergeLimitFor(size));
    long bound = 2 * size / ledger.mergeLimitBytes();
    Random random = new Random(1);
    int window = 1000;
    for (int from = 0; from < parts; from += window) {
      List<Segment> segments = new ArrayList<>();
      for (int i = from; i < from + window; i++) {
        segments.add(new Segment(i * partBytes, partBytes, i));
      }
      Collections.shuffle(segments, random);
      for (int i = 0; i < window; i += 100) {
        ledger = ledger.plus(segments.subList(i, i + 100));
        assertTrue(ledger.segments().size() <= bound + window);
      }
    }
    assertEquals(size, ledger.coveredBytes());
    assertTrue(ledger + "", ledger.segments().size() <= bound);
    assertTrue(ledger.crc64(new ByteRange(0, size)).isPresent());
  }

  /** Disjoint among themselves: which of two overlapping ones wins is open. */
  private List<Segment> add(BitSet model, Random random) {
    List<Segment> additions = new ArrayList<>();
    BitSet taken = new BitSet();
    for (int i = random.nextInt(6); i > 0; i--) {
      int start = random.nextInt(OBJECT_BYTES);
      int end = start + 1 + random.nextInt(Math.min(300, OBJECT_BYTES - start));
      if (taken.get(start, end).isEmpty()) {
        taken.set(start, end);
        additions.add(new Segment(start, end - start, crc(start, end)));
        if (model.get(start, end).isEmpty()) {
          model.set(start, end);
        }
      }
    }
    Collections.shuffle(additions, random);
    return additions;
  }

  private static List<ByteRange> lose(Ledger ledger, BitSet model, Random random) {
    List<ByteRange> lost = new ArrayList<>();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      int start = random.nextInt(OBJECT_BYTES);
      lost.add(new ByteRange(start, start + 1 + random.nextInt(OBJECT_BYTES - start)));
    }
    for (Segment segment : ledger.segments()) {
      if (lost.stream().anyMatch(segment.range()::overlaps)) {
        model.clear((int) segment.start(), (int) segment.end());
      }
    }
    return lost;
  }

  private List<Segment> someParts(List<ByteRange> missing, int partBytes, Random random) {
    List<Segment> parts = new ArrayList<>();
    for (ByteRange gap : missing) {
      for (long start = gap.start(); start < gap.end(); start += partBytes) {
        long end = Math.min(gap.end(), start + partBytes);
        if (random.nextInt(3) == 0) {
          parts.add(new Segment(start, end - start, crc((int) start, (int) end)));
        }
      }
    }
    Collections.shuffle(parts, random);
    return parts;
  }

  private void check(String when, Ledger ledger, BitSet model, Random random) {
    assertEquals(when, model.cardinality(), ledger.coveredBytes());
    BitSet covered = new BitSet();
    Segment before = null;
    for (Segment segment : ledger.segments()) {
      int start = (int) segment.start();
      int end = (int) segment.end();
      assertEquals(when, crc(start, end), segment.crc64());
      if (before != null && before.end() == start) {
        long together = before.lengthBytes() + segment.lengthBytes();
        assertTrue(when, together > ledger.mergeLimitBytes());
      }
      assertTrue(when, before == null || before.end() <= start);
      covered.set(start, end);
      before = segment;
    }
    assertEquals(when, model, covered);
    checkQuestions(when, ledger, model, random);
  }

  private void checkQuestions(String when, Ledger ledger, BitSet model, Random random) {
    int start = random.nextInt(OBJECT_BYTES);
    int end = start + 1 + random.nextInt(OBJECT_BYTES - start);
    ByteRange range = new ByteRange(start, end);
    int present = model.get(start, end).cardinality();
    assertEquals(when, present == end - start, ledger.covers(range));
    assertEquals(
        when,
        end - start - present,
        ledger.missing(range).stream().mapToLong(ByteRange::lengthBytes).sum());
    assertEquals(when, present == 0, ledger.accepts(new Segment(start, end - start, 0)));
    OptionalLong crc = ledger.crc64(range);
    assertTrue(when, crc.isEmpty() || crc.getAsLong() == crc(start, end));
  }

  private long crc(int start, int end) {
    return Crc.CRC64_XZ.update(0, object, start, end - start);
  }
}
