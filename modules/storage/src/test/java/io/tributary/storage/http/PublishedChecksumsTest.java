package io.tributary.storage.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.ChecksumAlgorithm;
import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class PublishedChecksumsTest extends JUnitSuite {
  private static final String MD5_OF_NOTHING = "1B2M2Y8AsgTpgAmY7PhCfg==";

  private static List<Checksum> of(int status, String name, String value) {
    return PublishedChecksums.of(new ResponseHead(status, List.of(new HeaderField(name, value))));
  }

  @Test
  public void crc64IsUnsignedAndZeroIsAValue() {
    assertEquals(
        List.of(new Checksum(ChecksumAlgorithm.CRC64, "18446744073709551615")),
        of(206, "X-Oss-Hash-Crc64ecma", "18446744073709551615"));
    assertEquals(
        List.of(new Checksum(ChecksumAlgorithm.CRC64, "0")), of(200, "x-oss-hash-crc64ecma", "0"));
    assertTrue(of(200, "x-oss-hash-crc64ecma", "18446744073709551616").isEmpty());
    assertTrue(of(200, "x-oss-hash-crc64ecma", "-1").isEmpty());
  }

  @Test
  public void digestsOfTheRepresentationHoldOnRangesToo() {
    Checksum md5 = new Checksum(ChecksumAlgorithm.MD5, "d41d8cd98f00b204e9800998ecf8427e");
    assertEquals(List.of(md5), of(206, "Digest", "unknown=xyz, MD5=" + MD5_OF_NOTHING));
    assertEquals(List.of(md5), of(206, "Repr-Digest", "md5=:" + MD5_OF_NOTHING + ":"));
  }

  @Test
  public void contentMd5CountsOnlyForAWholeObject() {
    assertEquals(1, of(200, "Content-MD5", MD5_OF_NOTHING).size());
    assertTrue(of(206, "Content-MD5", MD5_OF_NOTHING).isEmpty());
  }

  @Test
  public void aDigestOfTheWrongLengthIsNone() {
    assertTrue(of(200, "Repr-Digest", "sha-256=:" + MD5_OF_NOTHING + ":").isEmpty());
    assertTrue(of(200, "Content-Digest", "md5=:" + MD5_OF_NOTHING + ":").isEmpty());
  }
}
