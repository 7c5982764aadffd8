package io.tributary.storage.s3;

import static org.junit.Assert.assertEquals;

import io.tributary.core.checksum.Checksum;
import io.tributary.storage.http.HeaderField;
import io.tributary.storage.http.ResponseHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Values are those of {@code 123456789}. */
public final class ObjectChecksumsTest extends JUnitSuite {
  private static final String MD5 = "25f9e794323b453885f5181f1b624d0b";
  private static final String[] NVME = {"x-amz-checksum-crc64nvme", "rosUhgp5mIg="};
  private static final String[] FULL = {"x-amz-checksum-type", "FULL_OBJECT"};
  private static final String[] COMPOSITE = {"x-amz-checksum-type", "COMPOSITE"};

  @Test
  public void checksumsOfTheWholeObjectAreRead() {
    assertChecksums(Set.of("crc64nvme:ae8b14860a799888"), 200, NVME, FULL);
    assertChecksums(
        Set.of("crc32c:e3069283"), 200, new String[] {"x-amz-checksum-crc32c", "4waSgw=="}, FULL);
    assertChecksums(
        Set.of("crc32:cbf43926"), 200, new String[] {"x-amz-checksum-crc32", "y/Q5Jg=="});
    assertChecksums(
        Set.of("sha256:15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"),
        200,
        new String[] {"x-amz-checksum-sha256", "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU="});
  }

  /** Fault 34. */
  @Test
  public void aChecksumOfPartsIsNoneOfTheObject() {
    String[] parts = {"x-amz-checksum-crc32c", "4waSgw==-3"};
    assertChecksums(Set.of(), 200, parts, COMPOSITE);
    assertChecksums(Set.of(), 200, parts);
    assertChecksums(Set.of(), 200, new String[] {"x-amz-checksum-crc32c", "4waSgw=="}, COMPOSITE);
    assertChecksums(Set.of(), 206, NVME, FULL);
  }

  /** Fault 31. */
  @Test
  public void onlyTheEtagOfAnObjectInOnePieceIsAnMd5() {
    assertChecksums(Set.of("md5:" + MD5), 200, etag("\"" + MD5 + "\""));
    assertChecksums(Set.of("md5:" + MD5), 206, etag("\"" + MD5 + "\""));
    assertChecksums(Set.of(), 200, etag("\"" + MD5 + "-3\""));
    assertChecksums(Set.of(), 200, etag("W/\"" + MD5 + "\""));
    assertChecksums(Set.of(), 200, etag("\"0x8D4BCC2E4835CD0\""));
  }

  @Test
  public void anEncryptedObjectsEtagIsNoMd5() {
    String[] etag = etag("\"" + MD5 + "\"");
    String name = "x-amz-server-side-encryption";
    assertChecksums(Set.of("md5:" + MD5), 200, etag, new String[] {name, "AES256"});
    assertChecksums(Set.of(), 200, etag, new String[] {name, "aws:kms"});
    assertChecksums(Set.of(), 200, etag, new String[] {name, "aws:kms:dsse"});
    assertChecksums(Set.of(), 200, etag, new String[] {name + "-customer-algorithm", "AES256"});
  }

  /** It does not combine, so it would cost another reading. */
  @Test
  public void theMd5IsNotAskedForWhereThereIsBetter() {
    assertChecksums(Set.of("crc64nvme:ae8b14860a799888"), 200, NVME, FULL, etag("\"" + MD5 + "\""));
  }

  private static String[] etag(String value) {
    return new String[] {"ETag", value};
  }

  private static void assertChecksums(Set<String> expected, int status, String[]... headers) {
    List<HeaderField> fields = new ArrayList<>();
    for (String[] header : headers) {
      fields.add(new HeaderField(header[0], header[1]));
    }
    List<String> found =
        ObjectChecksums.of(new ResponseHead(status, fields)).stream()
            .map(Checksum::toString)
            .toList();
    assertEquals(expected, Set.copyOf(found));
  }
}
