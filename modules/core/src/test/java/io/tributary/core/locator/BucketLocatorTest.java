package io.tributary.core.locator;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class BucketLocatorTest extends JUnitSuite {

  /** Fault 42. */
  @Test
  public void theKeyIsTakenLiterally() {
    for (String key :
        new String[] {
          "a",
          "dir/file.bin",
          "what?#+ %20&=.txt",
          "100%",
          "a?b=c",
          "/leading",
          "a//b",
          "../up",
          "trailing/",
          "é😀",
          "line\nbreak",
          "?versionId",
          "x?versionId=a/b",
          "x?versionId=1?y",
          "x?versionId=1&z=2"
        }) {
      BucketLocator locator = oss("oss://my-bucket/" + key);
      assertEquals(new BucketLocator("oss", "my-bucket", key, ""), locator);
    }
  }

  @Test
  public void onlyAVersionIdAtTheEndIsSpecial() {
    assertEquals(
        new BucketLocator("oss", "bucket", "a?b", "CAEQNhiBgMDJgZCA0BYiIDc4"),
        oss("OSS://bucket/a?b?versionId=CAEQNhiBgMDJgZCA0BYiIDc4"));
    assertEquals("null", oss("oss://bucket/a?versionId=null").versionId());
  }

  @Test
  public void aKeyThatEndsLikeAVersionIsWrittenWithAnEmptyOneAfterIt() {
    BucketLocator literal = oss("oss://bucket/a?versionId=7?versionId=");
    assertEquals(new BucketLocator("oss", "bucket", "a?versionId=7", ""), literal);
    BucketLocator version = oss("oss://bucket/a?versionId=7");
    assertNotEquals(literal.objectKey(), version.objectKey());
    assertNotEquals(literal.display(), version.display());
  }

  @Test
  public void everyLocatorReadsBackFromItsObjectKey() {
    for (String key : new String[] {"a", "a?versionId=", "a?versionId=7", "a?b#c", "l\nb"}) {
      for (String version : new String[] {"", "7"}) {
        BucketLocator locator = new BucketLocator("oss", "bucket", key, version);
        assertEquals(locator, oss(locator.objectKey()));
      }
    }
  }

  /** Fault 54. */
  @Test
  public void controlCharactersInAKeyAreEscapedWhenShown() {
    BucketLocator locator = oss("oss://bucket/a\n\u001b[2J\u202e");
    assertEquals("oss://bucket/a\\n\\x1b[2J\\u202e", locator.display());
    assertEquals("oss://bucket/a\n\u001b[2J\u202e", locator.objectKey());
  }

  @Test
  public void theFileNameIsTheLastSegment() {
    assertEquals("b.bin", oss("oss://bucket/a/b.bin?versionId=7").fileName());
    assertEquals("", oss("oss://bucket/a/").fileName());
    assertEquals("..", oss("oss://bucket/a/..").fileName());
  }

  @Test
  public void badBucketsAndKeysAreUsageErrors() {
    assertRefused("oss://", "bucket's name");
    assertRefused("oss:///key", "bucket's name");
    assertRefused("oss://ab/key", "3 to 63");
    assertRefused("oss://" + "a".repeat(64) + "/key", "3 to 63");
    assertRefused("oss://My_Bucket/key", "lower-case");
    assertRefused("oss://-bucket/key", "lower-case");
    assertRefused("oss://bucket-/key", "lower-case");
    assertRefused("oss://bucket.oss-cn-hangzhou.aliyuncs.com/key", "endpoint");
    assertRefused("oss://bucket", "names no object");
    assertRefused("oss://bucket/", "names no object");
    assertRefused("oss://bucket/?versionId=7", "names no object");
    assertRefused("oss://bucket/" + "é".repeat(512), "1023 bytes");
    assertRefused("oss://bucket/\ud800", "not valid Unicode");
  }

  /** The rule for keys is the same; names of buckets are those of many stores and of many years. */
  @Test
  public void objectsInS3AreNamedLikewise() {
    assertEquals(
        new BucketLocator("s3", "my.Old_bucket", "a b?c#+%20/..", "3.L4kqtJlcpXroDTDmJ"),
        oss("s3://my.Old_bucket/a b?c#+%20/..?versionId=3.L4kqtJlcpXroDTDmJ"));
    assertEquals(
        new BucketLocator("s3", "bucket", "a", "null"), oss("S3://bucket/a?versionId=null"));
    assertNotEquals(oss("s3://bucket/a").objectKey(), oss("oss://bucket/a").objectKey());
    assertEquals("k".repeat(1024), oss("s3://bucket/" + "k".repeat(1024)).fileName());
    assertRefused("s3://bucket/" + "k".repeat(1025), "1024 bytes");
    assertRefused("s3://a..b/key", "bucket's name");
    assertRefused("s3://bucket-/key", "bucket's name");
    assertRefused("s3://buc ket/key", "bucket's name");
    assertRefused("s3://bucket", "names no object");
  }

  @Test
  public void aPrefixIsLiteralAndMayBeEmpty() {
    for (String prefix : new String[] {"", "a/", "a?versionId=7", "a b#%41"}) {
      assertEquals(
          new BucketLocator("s3", "bucket", prefix, ""),
          ParsedLocator.parsePrefix("S3://bucket/" + prefix).locator());
    }
    assertEquals(
        new BucketLocator("oss", "bucket", "", ""),
        ParsedLocator.parsePrefix("oss://bucket").locator());
    assertEquals(
        "https://host/dir/", ParsedLocator.parsePrefix("https://host/dir/").locator().display());
    Assert.assertThrows(
        TributaryException.class, () -> ParsedLocator.parsePrefix("oss://B.ucket/x"));
    Assert.assertThrows(TributaryException.class, () -> ParsedLocator.parsePrefix("bucket/x"));
  }

  @Test
  public void schemesThatAreNotThereAreNamed() {
    assertRefused(
        "ftp://host/file", "use https://…, http://…, s3://bucket/key or oss://bucket/key");
    assertRefused("example.com/file", "does not begin with a scheme");
    assertRefused("://x", "does not begin with a scheme");
    assertRefused("", "does not begin with a scheme");
    assertRefused("C:\\file", "does not begin with a scheme");
  }

  private static void assertRefused(String text, String because) {
    TributaryException e =
        Assert.assertThrows(text, TributaryException.class, () -> ParsedLocator.parse(text));
    assertEquals(FailureKind.USAGE, e.kind());
    assertTrue(e.getMessage(), e.getMessage().contains(because));
  }

  private static BucketLocator oss(String text) {
    ParsedLocator parsed = ParsedLocator.parse(text);
    assertEquals("", parsed.url());
    return (BucketLocator) parsed.locator();
  }
}
