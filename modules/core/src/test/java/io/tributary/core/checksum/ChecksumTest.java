package io.tributary.core.checksum;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class ChecksumTest extends JUnitSuite {
  private static final byte[] DIGITS = "123456789".getBytes(StandardCharsets.US_ASCII);
  private static final String EMPTY_SHA256 =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @Test
  public void usersWriteAlgorithmColonValue() {
    assertEquals(EMPTY_SHA256, Checksum.parse("sha256:" + EMPTY_SHA256).value());
    assertEquals(
        new Checksum(ChecksumAlgorithm.MD5, "d41d8cd98f00b204e9800998ecf8427e"),
        Checksum.parse("MD5:D41D8CD98F00B204E9800998ECF8427E"));
    assertEquals("crc32:cbf43926", Checksum.parse("crc32:CBF43926").toString());
  }

  @Test
  public void crc64IsUnsignedDecimalOrPrefixedHexadecimal() {
    Checksum checksum = Checksum.ofCrc64(Crc.CRC64_XZ.update(0, DIGITS));
    assertEquals("crc64:11051210869376104954", checksum.toString());
    assertEquals(checksum, Checksum.parse("crc64:11051210869376104954"));
    assertEquals(checksum, Checksum.parse("crc64:0x995DC9BBDF1939FA"));
    assertEquals(checksum, Checksum.of(ChecksumAlgorithm.CRC64, "011051210869376104954"));
    assertEquals(0x995DC9BBDF1939FAL, checksum.crc());
    assertEquals("crc64:0", Checksum.ofCrc64(0).toString());
  }

  @Test
  public void everyCrcReadsBackFromItsText() {
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      Optional<Crc> crc = Crc.of(algorithm);
      assertEquals(algorithm.combinable(), crc.isPresent());
      if (crc.isPresent()) {
        long value = crc.get().update(0, DIGITS);
        Checksum checksum = Checksum.ofCrc(algorithm, value);
        assertEquals(checksum, Checksum.parse(checksum.toString()));
        assertEquals(value, checksum.crc());
      }
    }
  }

  @Test
  public void base64IsReadAsS3PublishesIt() {
    assertEquals(
        "crc64nvme:ae8b14860a799888",
        Checksum.ofBase64(ChecksumAlgorithm.CRC64NVME, "rosUhgp5mIg=").toString());
    assertEquals(
        "crc32:cbf43926", Checksum.ofBase64(ChecksumAlgorithm.CRC32, "y/Q5Jg==").toString());
    assertEquals(
        "crc32c:e3069283", Checksum.ofBase64(ChecksumAlgorithm.CRC32C, "4waSgw==").toString());
    assertEquals(
        EMPTY_SHA256,
        Checksum.ofBase64(ChecksumAlgorithm.SHA256, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
            .value());
    assertEquals(
        Checksum.ofCrc64(0x995DC9BBDF1939FAL),
        Checksum.ofBase64(ChecksumAlgorithm.CRC64, "mV3Ju98ZOfo="));
  }

  /** Fault 34: a checksum of the parts' checksums says nothing of the object's bytes. */
  @Test
  public void aChecksumOfChecksumsIsRefused() {
    Assert.assertThrows(
        IllegalArgumentException.class,
        () -> Checksum.ofBase64(ChecksumAlgorithm.CRC32, "y/Q5Jg==-3"));
  }

  @Test
  public void malformedTextIsRefusedAndNamed() {
    for (String text :
        new String[] {
          "",
          "sha256",
          "sha256:",
          "sha256:" + EMPTY_SHA256.substring(1),
          "sha256:" + EMPTY_SHA256 + "0",
          "sha256:" + EMPTY_SHA256.replace('e', 'g'),
          "crc64:",
          "crc64:-1",
          "crc64:+1",
          "crc64:18446744073709551616",
          "crc64:995DC9BBDF1939FA",
          "crc64:0x",
          "crc64:0x+1",
          "crc64:0x1995DC9BBDF1939FA",
          "crc32:1234567",
          "sha3:00",
          ":00"
        }) {
      String message =
          Assert.assertThrows(text, IllegalArgumentException.class, () -> Checksum.parse(text))
              .getMessage();
      assertTrue(message, message.contains("'"));
    }
    Assert.assertThrows(
        IllegalArgumentException.class,
        () -> Checksum.ofBase64(ChecksumAlgorithm.CRC32, "y/Q5JgAA"));
  }

  @Test
  public void onlyCanonicalValuesAreEqualSoOnlyTheyExist() {
    Assert.assertThrows(
        IllegalArgumentException.class, () -> new Checksum(ChecksumAlgorithm.CRC32, "CBF43926"));
    Assert.assertThrows(
        IllegalArgumentException.class, () -> new Checksum(ChecksumAlgorithm.CRC64, "007"));
    Assert.assertThrows(
        IllegalArgumentException.class,
        () -> new Checksum(ChecksumAlgorithm.CRC64, "99999999999999999999"));
  }

  @Test
  public void digestsAreThoseOfTheJdk() throws NoSuchAlgorithmException {
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      assertEquals(algorithm.combinable(), algorithm.digestName().isEmpty());
      if (algorithm.digestName().isPresent()) {
        byte[] digest = MessageDigest.getInstance(algorithm.digestName().get()).digest();
        assertEquals(algorithm.widthBits(), digest.length * 8);
        assertEquals(algorithm, Checksum.ofBytes(algorithm, digest).algorithm());
        Checksum checksum = Checksum.ofBytes(algorithm, digest);
        Assert.assertThrows(IllegalStateException.class, checksum::crc);
        Assert.assertThrows(IllegalArgumentException.class, () -> Checksum.ofCrc(algorithm, 1));
      }
    }
  }
}
