package io.tributary.core.checksum;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class CrcTest extends JUnitSuite {
  private static final Map<Crc, Long> CHECK_VALUES =
      Map.of(
          Crc.CRC64_XZ, 0x995DC9BBDF1939FAL,
          Crc.CRC64_NVME, 0xAE8B14860A799888L,
          Crc.CRC32, 0xCBF43926L,
          Crc.CRC32C, 0xE3069283L);

  private static final Map<Crc, Long> POLYNOMIALS =
      Map.of(
          Crc.CRC64_XZ, 0xC96C5795D7870F42L,
          Crc.CRC64_NVME, 0x9A6C9329AC4BC9B5L,
          Crc.CRC32, 0xEDB88320L,
          Crc.CRC32C, 0x82F63B78L);

  @Test
  public void theCheckValuesOfTheCatalogueComeOut() {
    byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
    CHECK_VALUES.forEach(
        (crc, expected) -> assertEquals(crc + "", (long) expected, crc.update(0, digits)));
  }

  @Test
  public void everyLengthAndAlignmentAgreesWithOneBitAtATime() {
    byte[] bytes = random(1, 3 * 4096);
    Random random = new Random(2);
    for (Crc crc : CHECK_VALUES.keySet()) {
      for (int length = 0; length < 200; length++) {
        int offset = random.nextInt(16);
        assertEquals(
            crc + " of " + length,
            bitByBit(crc, bytes, offset, length),
            crc.update(0, bytes, offset, length));
      }
      assertEquals(
          bitByBit(crc, bytes, 3, bytes.length - 5), crc.update(0, bytes, 3, bytes.length - 5));
    }
  }

  @Test
  public void nothingHasTheCrcZeroAndChangesNone() {
    for (Crc crc : CHECK_VALUES.keySet()) {
      assertEquals(0, crc.update(0, new byte[0]));
      assertEquals(77, crc.update(77, new byte[0]));
      assertEquals(77, crc.combine(77, 0, 0));
    }
  }

  @Test
  public void bytesInPiecesGiveTheCrcOfTheWhole() {
    byte[] bytes = random(3, 200_000);
    Random random = new Random(4);
    for (Crc crc : CHECK_VALUES.keySet()) {
      long whole = crc.update(0, bytes);
      long pieces = 0;
      for (int at = 0; at < bytes.length; ) {
        int length = Math.min(bytes.length - at, random.nextInt(9000));
        pieces = crc.update(pieces, bytes, at, length);
        at += length;
      }
      assertEquals(crc + "", whole, pieces);
    }
  }

  @Test
  public void everyKindOfBufferIsConsumedAndGivesTheSame() {
    byte[] bytes = random(5, 100_003);
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length);
    direct.put(bytes).flip();
    for (Crc crc : CHECK_VALUES.keySet()) {
      long expected = crc.update(0, bytes, 7, bytes.length - 9);
      for (ByteBuffer buffer :
          new ByteBuffer[] {
            ByteBuffer.wrap(bytes),
            ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN),
            direct.duplicate(),
          }) {
        buffer.position(7).limit(bytes.length - 2);
        assertEquals(crc + " of " + buffer, expected, crc.update(0, buffer));
        assertFalse(buffer.hasRemaining());
      }
      ByteBuffer slice = ByteBuffer.wrap(bytes, 7, bytes.length - 9).slice();
      assertEquals(expected, crc.update(0, slice));
    }
  }

  @Test
  public void crcsOfNeighboursCombine() {
    byte[] bytes = random(6, 50_000);
    Random random = new Random(7);
    for (Crc crc : CHECK_VALUES.keySet()) {
      long whole = crc.update(0, bytes);
      for (int i = 0; i < 100; i++) {
        int cut = random.nextInt(bytes.length + 1);
        long left = crc.update(0, bytes, 0, cut);
        long right = crc.update(0, bytes, cut, bytes.length - cut);
        assertEquals(crc + " at " + cut, whole, crc.combine(left, right, bytes.length - cut));
      }
    }
  }

  /** Fault 37: lengths beyond 32 bits, and beyond any object. */
  @Test
  public void combiningHoldsForLengthsOfTebibytes() {
    for (Crc crc : CHECK_VALUES.keySet()) {
      long zeros = crc.update(0, new byte[1 << 20]);
      long lengthBytes = 1 << 20;
      for (int doubling = 0; doubling < 30; doubling++) {
        zeros = crc.combine(zeros, zeros, lengthBytes);
        lengthBytes *= 2;
      }
      long split = 5_000_000_000_001L;
      long head = ofZeros(crc, split);
      assertEquals(
          zeros, crc.combine(head, ofZeros(crc, lengthBytes - split), lengthBytes - split));
    }
  }

  @Test
  public void combiningIsAssociative() {
    Random random = new Random(8);
    for (int i = 0; i < 200; i++) {
      long a = random.nextLong();
      long b = random.nextLong();
      long c = random.nextLong();
      long lengthB = random.nextLong() >>> 20;
      long lengthC = random.nextLong() >>> 20;
      Crc crc = Crc.CRC64_XZ;
      assertEquals(
          crc.combine(crc.combine(a, b, lengthB), c, lengthC),
          crc.combine(a, crc.combine(b, c, lengthC), lengthB + lengthC));
    }
  }

  @Test
  public void aFlippedBitIsFound() {
    byte[] bytes = random(9, 10_000);
    for (Crc crc : CHECK_VALUES.keySet()) {
      long before = crc.update(0, bytes);
      bytes[5_000] ^= 0x10;
      assertFalse(before == crc.update(0, bytes));
      bytes[5_000] ^= 0x10;
    }
  }

  @Test
  public void manyThreadsMayShareOne() throws InterruptedException, ExecutionException {
    byte[] bytes = random(10, 300_000);
    long expected = Crc.CRC64_XZ.update(0, bytes);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Long> result :
          IntStream.range(0, 40)
              .mapToObj(i -> threads.submit(() -> Crc.CRC64_XZ.update(0, bytes)))
              .toList()) {
        assertEquals(expected, (long) result.get());
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  public void rangesOutsideTheArrayAndNegativeLengthsAreRefused() {
    byte[] bytes = new byte[10];
    Assert.assertThrows(IndexOutOfBoundsException.class, () -> Crc.CRC64_XZ.update(0, bytes, 5, 6));
    Assert.assertThrows(
        IndexOutOfBoundsException.class, () -> Crc.CRC64_XZ.update(0, bytes, -1, 2));
    Assert.assertThrows(IllegalArgumentException.class, () -> Crc.CRC64_XZ.combine(1, 2, -1));
  }

  private static long ofZeros(Crc crc, long lengthBytes) {
    long result = 0;
    long unit = crc.update(0, new byte[1]);
    long unitBytes = 1;
    for (long bits = lengthBytes; bits != 0; bits >>>= 1) {
      if ((bits & 1) != 0) {
        result = crc.combine(unit, result, lengthBytes & (unitBytes - 1));
      }
      unit = crc.combine(unit, unit, unitBytes);
      unitBytes *= 2;
    }
    return result;
  }

  private static long bitByBit(Crc crc, byte[] bytes, int offset, int length) {
    long ones = -1L >>> (64 - crc.widthBits());
    long register = ones;
    for (int i = 0; i < length; i++) {
      register ^= bytes[offset + i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        boolean low = (register & 1) != 0;
        register = (register >>> 1) ^ (low ? POLYNOMIALS.get(crc) : 0);
      }
    }
    return register ^ ones;
  }

  private static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
