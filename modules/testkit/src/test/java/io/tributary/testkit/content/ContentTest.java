package io.tributary.testkit.content;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import io.tributary.core.checksum.Crc;
import java.util.Arrays;
import java.util.Random;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class ContentTest extends JUnitSuite {

  @Test
  public void aByteDoesNotDependOnHowItIsRead() {
    Random random = new Random(5);
    for (Content content :
        new Content[] {Content.synthetic(1, 100_003), Content.repeating(2, 3_000_001)}) {
      byte[] all = content.toByteArray();
      for (int i = 0; i < 200; i++) {
        int from = random.nextInt(all.length);
        int length = random.nextInt(all.length - from + 1);
        assertArrayEquals(
            Arrays.copyOfRange(all, from, from + length), content.slice(from, length));
      }
    }
  }

  @Test
  public void aByteBeyondTheEndIsRefused() {
    Content content = Content.synthetic(1, 10);
    org.junit.Assert.assertThrows(
        IndexOutOfBoundsException.class, () -> content.read(5, new byte[10], 0, 6));
  }

  @Test
  public void theKnownCrcIsTheCrcOfAllBytes() {
    for (long size : new long[] {0, 1, (1 << 20) - 8, (1 << 20) - 7, 5_000_000, 9_437_121}) {
      Content content = Content.repeating(3, size);
      assertEquals(Crc.CRC64_XZ.update(0, content.toByteArray()), content.knownCrc64().getAsLong());
      assertEquals(ContentDigest.crc64(content, 0, size), ContentDigest.crc64(content));
    }
  }

  @Test
  public void hugeContentsTakeNoMemory() {
    long size = 5L << 40;
    assertNotEquals(0, Content.repeating(4, size).knownCrc64().getAsLong());
    assertEquals(8, Content.synthetic(4, size).slice(size - 8, 8).length);
  }

  @Test
  public void partsAtUsualOffsetsDiffer() {
    Content content = Content.repeating(4, 1L << 30);
    byte[] first = content.slice(0, 4096);
    for (long offset = 1 << 20; offset < 1 << 30; offset += 1 << 20) {
      assertNotEquals(0, Arrays.compare(first, content.slice(offset, 4096)));
    }
  }

  @Test
  public void digestsAreThoseOfTheBytes() {
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ContentDigest.sha256(Content.of("abc")));
    assertEquals("900150983cd24fb0d6963f7d28e17f72", ContentDigest.md5(Content.of("abc")));
    assertEquals(0x995DC9BBDF1939FAL, ContentDigest.crc64(Content.of("123456789")));
  }
}
