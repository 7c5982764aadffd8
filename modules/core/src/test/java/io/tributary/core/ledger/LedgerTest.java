package io.tributary.core.ledger;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.tributary.core.checksum.Crc;
import io.tributary.core.range.ByteRange;
import java.util.List;
import java.util.OptionalLong;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class LedgerTest extends JUnitSuite {
  private static final byte[] OBJECT = new byte[1000];

  static {
    new java.util.Random(1).nextBytes(OBJECT);
  }

  @Test
  public void neighboursMergeAndTheirCrcsCombine() {
    Ledger ledger = Ledger.empty(1000).plus(List.of(segment(100, 200), segment(0, 100)));
    assertEquals(List.of(segment(0, 200)), ledger.segments());
    assertEquals(200, ledger.coveredBytes());
  }

  @Test
  public void mergingStopsAtTheLimit() {
    Ledger ledger =
        Ledger.empty(250).plus(List.of(segment(0, 100), segment(100, 200), segment(200, 300)));
    assertEquals(List.of(segment(0, 200), segment(200, 300)), ledger.segments());
  }

  @Test
  public void fewSegmentsAreTheSameBytes() {
    List<Segment> many = new java.util.ArrayList<>();
    long mib = 1L << 20;
    for (long part = 0; part < 5000; part++) {
      many.add(new Segment(part * 5 * mib, 5 * mib, part));
    }
    List<Segment> few = Ledger.coarse(many, 16);
    assertTrue("" + few.size(), few.size() <= 16 && few.size() >= 8);
    ByteRange all = new ByteRange(0, 25_000 * mib);
    assertEquals(Ledger.empty(1).plus(many).crc64(all), Ledger.empty(1).plus(few).crc64(all));
    assertEquals(many.subList(0, 2), Ledger.coarse(many.subList(0, 2), 16));
    List<Segment> apart = many.stream().filter(one -> one.start() % (10 * mib) == 0).toList();
    assertEquals("gaps keep them apart", List.of(), Ledger.coarse(apart, 16));
  }

  @Test
  public void aSegmentLargerThanTheLimitStaysWhole() {
    Ledger ledger = Ledger.empty(50).plus(List.of(segment(0, 100), segment(100, 110)));
    assertEquals(List.of(segment(0, 100), segment(100, 110)), ledger.segments());
  }

  @Test
  public void aSegmentInAGapJoinsBothSides() {
    Ledger ledger =
        Ledger.empty(1000)
            .plus(List.of(segment(0, 100), segment(200, 300)))
            .plus(List.of(segment(100, 200)));
    assertEquals(List.of(segment(0, 300)), ledger.segments());
  }

  @Test
  public void whatIsKnownAlreadyIsIgnored() {
    Ledger ledger = Ledger.empty(1000).plus(List.of(segment(0, 100)));
    assertSame(ledger, ledger.plus(List.of(segment(0, 100))));
    assertSame(ledger, ledger.plus(List.of(segment(10, 20))));
    assertSame(ledger, ledger.plus(List.of()));
    assertFalse(ledger.accepts(segment(10, 20)));
  }

  @Test
  public void aPartialOverlapCannotBeSplitAndIsIgnored() {
    Ledger ledger = Ledger.empty(1000).plus(List.of(segment(100, 200)));
    for (Segment overlap :
        List.of(segment(50, 101), segment(199, 250), segment(50, 250), segment(100, 201))) {
      assertFalse(ledger.accepts(overlap));
      assertSame(ledger, ledger.plus(List.of(overlap)));
    }
    assertTrue(ledger.accepts(segment(0, 100)));
    assertTrue(ledger.accepts(segment(200, 201)));
  }

  @Test
  public void ofTwoNewSegmentsThatOverlapOneIsTaken() {
    Ledger ledger = Ledger.empty(1000).plus(List.of(segment(50, 150), segment(0, 100)));
    assertEquals(List.of(segment(0, 100)), ledger.segments());
    assertEquals(100, ledger.coveredBytes());
  }

  @Test
  public void everySegmentThatABadRangeTouchesIsDropped() {
    Ledger ledger =
        Ledger.empty(1).plus(List.of(segment(0, 100), segment(100, 200), segment(300, 400)));
    assertEquals(
        List.of(segment(0, 100)), ledger.minus(List.of(new ByteRange(199, 301))).segments());
    assertEquals(300, ledger.minus(List.of(new ByteRange(200, 300))).coveredBytes());
    assertEquals(
        List.of(segment(100, 200)),
        ledger.minus(List.of(new ByteRange(300, 999), new ByteRange(0, 1))).segments());
  }

  @Test
  public void missingAreTheGapsWithin() {
    Ledger ledger = Ledger.empty(1000).plus(List.of(segment(100, 200), segment(300, 400)));
    assertEquals(
        List.of(new ByteRange(0, 100), new ByteRange(200, 300), new ByteRange(400, 500)),
        ledger.missing(new ByteRange(0, 500)));
    assertEquals(List.of(new ByteRange(200, 250)), ledger.missing(new ByteRange(150, 250)));
    assertEquals(List.of(), ledger.missing(new ByteRange(120, 180)));
    assertEquals(List.of(new ByteRange(0, 7)), Ledger.empty(1).missing(new ByteRange(0, 7)));
  }

  @Test
  public void coveredMeansEveryByte() {
    Ledger ledger = Ledger.empty(50).plus(List.of(segment(0, 100), segment(100, 200)));
    assertTrue(ledger.covers(new ByteRange(50, 150)));
    assertFalse(ledger.covers(new ByteRange(50, 201)));
  }

  @Test
  public void theCrcOfTheWholeCombinesWithoutASecondRead() {
    Ledger ledger =
        Ledger.empty(50)
            .plus(List.of(segment(700, 1000), segment(0, 333)))
            .plus(List.of(segment(333, 700)));
    assertEquals(
        OptionalLong.of(Crc.CRC64_XZ.update(0, OBJECT)), ledger.crc64(new ByteRange(0, 1000)));
    assertEquals(
        OptionalLong.of(segment(333, 1000).crc64()), ledger.crc64(new ByteRange(333, 1000)));
  }

  @Test
  public void thereIsNoCrcOfARangeThatSegmentsDoNotMakeUp() {
    Ledger ledger = Ledger.empty(50).plus(List.of(segment(0, 100), segment(200, 300)));
    for (ByteRange range :
        List.of(
            new ByteRange(0, 99),
            new ByteRange(1, 100),
            new ByteRange(0, 300),
            new ByteRange(100, 200),
            new ByteRange(200, 301))) {
      assertEquals(OptionalLong.empty(), ledger.crc64(range));
    }
  }

  @Test
  public void theLimitGrowsWithTheObject() {
    assertEquals(8L << 20, Ledger.mergeLimitFor(0));
    assertEquals(8L << 20, Ledger.mergeLimitFor(1));
    assertEquals(8L << 20, Ledger.mergeLimitFor(64L << 30));
    assertEquals(16L << 20, Ledger.mergeLimitFor((64L << 30) + 8192));
    assertEquals(1L << 30, Ledger.mergeLimitFor(5_000_000_000_000L));
    assertEquals(1L << 50, Ledger.mergeLimitFor(Long.MAX_VALUE));
  }

  @Test
  public void segmentsOfOneEventMergeTheSameWay() {
    assertEquals(
        List.of(segment(0, 300), segment(300, 400)),
        Ledger.merge(
            List.of(segment(200, 300), segment(300, 400), segment(0, 100), segment(100, 200)),
            300));
  }

  /** Fault 37: offsets beyond what any store holds. */
  @Test
  public void offsetsGoUpToTheGreatestNumber() {
    long end = Long.MAX_VALUE;
    Segment last = new Segment(end - 10, 10, 1);
    Ledger ledger = Ledger.empty(end).plus(List.of(last, new Segment(end - 20, 10, 2)));
    assertEquals(1, ledger.segments().size());
    assertEquals(List.of(new ByteRange(0, end - 20)), ledger.missing(new ByteRange(0, end)));
    Assert.assertThrows(IllegalArgumentException.class, () -> new Segment(end - 10, 11, 1));
  }

  @Test
  public void aLimitIsOneOrMore() {
    Assert.assertThrows(IllegalArgumentException.class, () -> Ledger.empty(0));
  }

  private static Segment segment(int start, int end) {
    return new Segment(start, end - start, Crc.CRC64_XZ.update(0, OBJECT, start, end - start));
  }
}
