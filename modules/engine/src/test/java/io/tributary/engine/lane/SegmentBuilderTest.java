package io.tributary.engine.lane;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.checksum.Crc;
import io.tributary.core.ledger.Segment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class SegmentBuilderTest extends JUnitSuite {
  /** Shortly before the clock wraps; no compile-time constant, which must not. */
  private static final long NOW = nearlyOver(5);

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static long crc64(String text) {
    return Crc.CRC64_XZ.update(0, bytes(text));
  }

  @Test
  public void piecesBecomeOneSegmentAndTheNextBeginsWhereItEnds() {
    SegmentBuilder builder = new SegmentBuilder(7);
    assertEquals(Optional.empty(), builder.finish());
    builder.append(bytes("123"), NOW);
    builder.append(bytes("456789"), NOW);
    assertEquals(Optional.of(new Segment(7, 9, crc64("123456789"))), builder.finish());
    assertEquals(Optional.empty(), builder.finish());
    builder.append(bytes("x"), NOW);
    assertEquals(Optional.of(new Segment(16, 1, crc64("x"))), builder.finish());
  }

  @Test
  public void aSegmentIsDueByItsSizeOrTheAgeOfItsFirstByte() {
    SegmentBuilder builder = new SegmentBuilder(0);
    assertFalse("nothing to report", builder.due(NOW + SegmentBuilder.MAX_AGE_NANOS));
    builder.append(bytes("x"), NOW);
    builder.append(bytes("y"), NOW + SegmentBuilder.MAX_AGE_NANOS - 1);
    assertFalse(builder.due(NOW + SegmentBuilder.MAX_AGE_NANOS - 1));
    assertTrue("also when the clock wraps", builder.due(NOW + SegmentBuilder.MAX_AGE_NANOS));
    builder.finish();
    builder.append(ByteBuffer.allocate((int) SegmentBuilder.MAX_SEGMENT_BYTES), NOW);
    assertTrue(builder.due(NOW));
  }

  private static long nearlyOver(long nanos) {
    return Long.MAX_VALUE - nanos;
  }
}
