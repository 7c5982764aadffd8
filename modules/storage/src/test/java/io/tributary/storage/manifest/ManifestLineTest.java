package io.tributary.storage.manifest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.ledger.Segment;
import io.tributary.core.locator.BucketLocator;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.storage.listing.ListedObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class ManifestLineTest extends JUnitSuite {
  private static final String MD5 = "md5:d41d8cd98f00b204e9800998ecf8427e";
  private static final String CRC = "crc64:9223372036854775808";

  private static ListedObject line(String text) {
    return ManifestLine.parse(text).orElseThrow();
  }

  @Test
  public void aLineMayBeALocatorAlone() {
    ListedObject s3 = line("s3://bucket/x/a b#c?d%20 ");
    assertEquals(new BucketLocator("s3", "bucket", "x/a b#c?d%20 ", ""), s3.locator());
    assertEquals("x/a b#c?d%20 ", s3.key());
    assertEquals("x/a b#c?d%20 ", s3.placedBy());
    assertEquals(ListedObject.UNKNOWN_SIZE, s3.sizeBytes());
    assertEquals(List.of(), s3.checksums());
    ListedObject http = line("https://h:8443/x/a%20b");
    assertEquals("https://h:8443/x/a%20b", http.locator().display());
    assertEquals("x/a b", http.key());
    ListedObject versioned = line("oss://bucket/k?versionId=7");
    assertEquals(new BucketLocator("oss", "bucket", "k", "7"), versioned.locator());
    assertEquals("k", versioned.key());
  }

  @Test
  public void tabsDivideWhatIsKnownOfIt() {
    ListedObject all = line("s3://bucket/k\tto/here\t12\tabc\t" + MD5);
    assertEquals("to/here", all.placedBy());
    assertEquals(12, all.sizeBytes());
    assertEquals("\"abc\"", all.etag());
    assertEquals(List.of(Checksum.parse(MD5)), all.checksums());
    ListedObject some = line("s3://bucket/k\t\t0\t");
    assertEquals("k", some.placedBy());
    assertEquals(0, some.sizeBytes());
    assertEquals("", some.etag());
    assertEquals("W/\"x\"", line("s3://bucket/k\t\t\tW/\"x\"").etag());
  }

  @Test
  public void jsonNamesWhatIsKnownOfIt() {
    ListedObject all =
        line(
            "{\"source\":\"s3://bucket/a\\n"
                + "b\",\"path\":\"to/here\",\"size\":12,\"etag\":\"\\\"abc\\\"\","
                + "\"lastModified\":\"2026-11-21T08:20:00Z\",\"checksums\":[\""
                + MD5
                + "\",\""
                + CRC
                + "\"],\"further\":{\"a\":[1,{}]},\"none\":null}");
    assertEquals(new BucketLocator("s3", "bucket", "a\nb", ""), all.locator());
    assertEquals("to/here", all.placedBy());
    assertEquals(12, all.sizeBytes());
    assertEquals("\"abc\"", all.etag());
    assertEquals(Optional.of(Instant.parse("2026-11-21T08:20:00Z")), all.lastModified());
    assertEquals(List.of(Checksum.parse(MD5), Checksum.parse(CRC)), all.checksums());
    assertEquals(
        List.of(Checksum.parse(CRC)),
        line("{\"checksum\":\"" + CRC + "\",\"source\":\"s3://bucket/k\"}").checksums());
  }

  @Test
  public void rangesAreRead() {
    assertEquals(
        List.of(new Segment(0, 8, -1), new Segment(9, 1L << 40, 5)),
        line("{\"source\":\"s3://bucket/k\",\"ranges\":[[0,8,\"18446744073709551615\"],"
                + "[9,1099511627776,\"5\"]],\"size\":1}")
            .ranges());
  }

  /** A receipt shows sources escaped, and their keys as they are. */
  @Test
  public void aLineOfAReceiptIsOneOfAManifest() {
    ListedObject object =
        line(
            "{\"state\":\"failed\",\"source\":\"s3://bucket/a\\\\n"
                + "b?versionId=3\",\"key\":\"a\\n"
                + "b\",\"verified\":false,\"attempts\":3,\"error\":{\"kind\":\"network\"}}");
    assertEquals(new BucketLocator("s3", "bucket", "a\nb", "3"), object.locator());
    assertEquals("a\nb", object.key());
    assertEquals(
        Optional.empty(),
        ManifestLine.parse(
            "{\"receipt\":1,\"id\":\"x\",\"source\":\"s3://bucket/\",\"root\":\"/srv\"}"));
  }

  @Test
  public void commentsAndEmptyLinesAreNoObjects() {
    for (String text : new String[] {"", "  ", "\t", "# s3://bucket/k"}) {
      assertEquals(Optional.empty(), ManifestLine.parse(text));
    }
  }

  @Test
  public void whatCannotBeUnderstoodIsSaid() {
    String[][] rows = {
      {"bucket/k", "is no locator"},
      {" s3://bucket/k", "is no locator"},
      {"s3://bucket/", "names no object"},
      {"file:///etc/passwd", "scheme is unknown"},
      {"s3://bucket/k\t\tmuch", "no number of bytes"},
      {"s3://bucket/k\t\t-2", "no number of bytes"},
      {"s3://bucket/k\t\t\t\tmd5:xyz", "hexadecimal"},
      {"s3://bucket/k\t\t\t\t\t", "6 fields"},
      {"{", "JSON"},
      {"{}", "no \"source\""},
      {"{\"source\":\"s3://bucket/k\"} x", "JSON"},
      {"{\"source\":\"s3://bucket/k\"}{}", "one object"},
      {"{\"source\":\"s3://bucket/k\",\"lastModified\":\"today\"}", "time 'today'"},
      {"{\"source\":\"s3://bucket/k\",\"checksums\":[1]}", "ALGORITHM:VALUE"},
      {"{\"source\":\"s3://bucket/k\",\"ranges\":[[5,1,\"1\"],[5,1,\"1\"]]}", "in order"},
      {"{\"source\":\"s3://bucket/k\",\"ranges\":[[0,1,\"1\",2]]}", "offset, length, CRC-64"},
      {"{\"source\":\"s3://bucket/k\",\"ranges\":[[0,0,\"1\"]]}", "not a segment"},
      {"{\"source\":\"s3://bucket/k\",\"ranges\":[0,1]}", "JSON"},
      {"{\"source\":\"s3://bucket/k\",\"x\":" + "[".repeat(5000), "JSON"}
    };
    for (String[] row : rows) {
      IllegalArgumentException refused =
          Assert.assertThrows(
              row[0], IllegalArgumentException.class, () -> ManifestLine.parse(row[0]));
      assertTrue(row[0] + ": " + refused.getMessage(), refused.getMessage().contains(row[1]));
    }
  }

  @Test
  public void secretsAreRefusedAndNotRepeated() {
    for (String url :
        new String[] {
          "https://h/x?signature=hidden",
          "https://user:hidden@h/x",
          "https://h/x?",
          "http://h:99999/?hidden"
        }) {
      IllegalArgumentException refused =
          Assert.assertThrows(url, IllegalArgumentException.class, () -> ManifestLine.parse(url));
      assertTrue(url, !refused.getMessage().contains("hidden"));
    }
  }

  @Test
  public void whatIsWrittenReadsBack() {
    List<ListedObject> objects =
        List.of(
            line("s3://bucket/a \t\t"),
            line("oss://bucket/k\tto/\"here\"\t12\t\"abc\"\t" + CRC),
            line("https://h:8443/x/a%20b\tp"),
            line("{\"source\":\"s3://bucket/x?versionId=a?versionId=\"}"),
            line(
                "{\"source\":\"s3://bucket/a\\n"
                    + "\\tb\\u202e\",\"lastModified\":\"2026-11-21T08:20:00Z\"}"));
    for (ListedObject object : objects) {
      String text = ManifestLine.of(object);
      assertTrue(text, text.indexOf('\n') < 0);
      assertEquals(object, line(text));
    }
    ListedObject secret =
        new ListedObject(ParsedLocator.parse("https://h/x?q").locator(), "x", 1, "", null, "");
    Assert.assertThrows(IllegalArgumentException.class, () -> ManifestLine.of(secret));
  }
}
