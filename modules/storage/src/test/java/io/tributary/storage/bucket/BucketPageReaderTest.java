package io.tributary.storage.bucket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class BucketPageReaderTest extends JUnitSuite {
  private static final String OBJECT =
      "<Contents><Key>a%2Bb</Key><LastModified>2026-11-21T08:20:24.000Z</LastModified>"
          + "<ETag>\"5d41\"</ETag><Size>5497558138880</Size><StorageClass>GLACIER</StorageClass>"
          + "<Owner><ID>x</ID></Owner></Contents>";

  @Test
  public void aPageIsRead() throws Exception {
    BucketPage page =
        read(
            "<IsTruncated>true</IsTruncated><NextContinuationToken>a+b%2B=</NextContinuationToken>"
                + "<EncodingType>url</EncodingType><Prefix>ignored%</Prefix>"
                + OBJECT
                + "<CommonPrefixes><Prefix>c%20d/</Prefix></CommonPrefixes>");
    assertEquals(
        List.of(
            new BucketPage.Key(
                "a+b",
                5_497_558_138_880L,
                "\"5d41\"",
                Instant.parse("2026-11-21T08:20:24Z"),
                "GLACIER")),
        page.keys());
    assertEquals(List.of("c d/"), page.prefixes());
    assertTrue(page.truncated());
    assertEquals("the token is not encoded", "a+b%2B=", page.nextToken());
  }

  @Test
  public void keysAreTakenLiterallyWhereTheServerDoesNotEncode() throws Exception {
    BucketPage page = read("<IsTruncated>false</IsTruncated>" + OBJECT);
    assertEquals("a%2Bb", page.keys().get(0).key());
  }

  @Test
  public void aMissingTimeIsNone() throws Exception {
    BucketPage page =
        read("<IsTruncated>false</IsTruncated><Contents><Key>k</Key><Size>0</Size></Contents>");
    assertNull(page.keys().get(0).lastModifiedOrNull());
  }

  /** Faults 13 and 106, and half pages. */
  @Test
  public void whatIsNoWholePageIsRefused() {
    for (String document :
        new String[] {
          "",
          "{}",
          "<html><body>busy</body></html>",
          "<Error><Code>InternalError</Code></Error>",
          "<ListBucketResult></ListBucketResult>",
          page("<IsTruncated>maybe</IsTruncated>"),
          page("<IsTruncated>false</IsTruncated>" + OBJECT).substring(0, 300),
          page("<IsTruncated>false</IsTruncated><Contents><Key>k</Key></Contents>"),
          page("<IsTruncated>false</IsTruncated><Contents><Size>1</Size></Contents>"),
          page("<IsTruncated>false</IsTruncated><Contents><Key>k</Key><Size>-1</Size></Contents>"),
          page(
              "<IsTruncated>false</IsTruncated><EncodingType>url</EncodingType>"
                  + "<Contents><Key>%zz</Key><Size>1</Size></Contents>"),
          page(
              "<IsTruncated>false</IsTruncated><Contents><Key>\u0001</Key><Size>1</Size></Contents>"),
          page("<IsTruncated>false</IsTruncated><Contents><Key>&x;</Key><Size>1</Size></Contents>"),
          withType("<!ENTITY x \"y\">", "<IsTruncated>false</IsTruncated>"),
          withType(
              "<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">",
              "<IsTruncated>false</IsTruncated><Contents><Key>&b;</Key><Size>1</Size></Contents>"),
          page("<IsTruncated>false</IsTruncated>" + "<a>".repeat(1000) + "</a>".repeat(1000))
        }) {
      Assert.assertThrows(
          document,
          NotAListingException.class,
          () -> BucketPageReader.read(document.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static BucketPage read(String content) throws NotAListingException {
    return BucketPageReader.read(page(content).getBytes(StandardCharsets.UTF_8));
  }

  private static String withType(String declarations, String content) {
    return page(content)
        .replace("<ListBucketResult", "<!DOCTYPE l [" + declarations + "]><ListBucketResult");
  }

  private static String page(String content) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
        + content
        + "</ListBucketResult>";
  }
}
