package io.tributary.testkit.object;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.RawClient;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.http.Framing;
import io.tributary.testkit.http.HttpDate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Conditions, ranges and reluctant objects, byte by byte. */
public final class ConditionsTest extends JUnitSuite {
  private static final Instant DATE = Instant.parse("2026-11-01T08:09:10Z");

  private final ObjectServer server = ObjectServer.start();
  private final Content content = Content.synthetic(1, 1000);
  private final StoredObject object =
      StoredObject.of(content).withEtag("\"a\"").withLastModified(DATE);
  private RawClient client;

  @Before
  public void connect() throws Exception {
    server.put("/x", object);
    server.put("/weak", object.withEtag("W/\"a\""));
    server.put("/bare", object.withValidators(Validators.NONE));
    client = new RawClient(server.port());
  }

  @After
  public void close() throws Exception {
    client.close();
    server.close();
  }

  @Test
  public void entityTags() throws Exception {
    expect(200, "/x", "If-Match: \"b\", \"a\"");
    expect(200, "/x", "If-Match: *");
    expect(412, "/x", "If-Match: \"b\"");
    expect(412, "/x", "If-Match: W/\"a\"");
    expect(412, "/weak", "If-Match: W/\"a\"");
    expect(412, "/bare", "If-Match: \"a\"");
    expect(304, "/x", "If-None-Match: W/\"a\"");
    expect(304, "/weak", "If-None-Match: \"a\"");
    expect(200, "/x", "If-None-Match: \"b\"");
  }

  @Test
  public void dates() throws Exception {
    String before = HttpDate.format(DATE.minusSeconds(1));
    String same = HttpDate.format(DATE);
    assertEquals("Sun, 01 Nov 2026 08:09:10 GMT", same);
    expect(304, "/x", "If-Modified-Since: " + same);
    expect(200, "/x", "If-Modified-Since: " + before);
    expect(412, "/x", "If-Unmodified-Since: " + before);
    expect(200, "/x", "If-Unmodified-Since: " + same);
    expect(200, "/bare", "If-Unmodified-Since: " + before);
    expect(200, "/x", "If-Modified-Since: yesterday");
  }

  @Test
  public void tagsGoBeforeDates() throws Exception {
    String before = HttpDate.format(DATE.minusSeconds(1));
    expect(200, "/x", "If-Match: \"a\"", "If-Unmodified-Since: " + before);
    expect(200, "/x", "If-None-Match: \"b\"", "If-Modified-Since: " + HttpDate.format(DATE));
  }

  @Test
  public void ifRangeDecidesAboutTheRange() throws Exception {
    expect(206, "/x", "Range: bytes=0-9", "If-Range: \"a\"");
    expect(200, "/x", "Range: bytes=0-9", "If-Range: \"b\"");
    expect(200, "/weak", "Range: bytes=0-9", "If-Range: W/\"a\"");
    expect(206, "/x", "Range: bytes=0-9", "If-Range: " + HttpDate.format(DATE));
    expect(200, "/x", "Range: bytes=0-9", "If-Range: " + HttpDate.format(DATE.plusSeconds(1)));
  }

  @Test
  public void rangesAreCutOrUnsatisfiable() throws Exception {
    assertEquals("bytes 990-999/1000", range("bytes=990-5000").header("Content-Range"));
    assertEquals("bytes 0-999/1000", range("bytes=-5000").header("Content-Range"));
    assertEquals("bytes */1000", range("bytes=1000-").header("Content-Range"));
    assertEquals(416, range("bytes=-0").status());
    assertEquals(200, range("bytes=9-3").status());
    assertEquals(200, range("bytes=0-1,5-6").status());
    assertEquals(200, range("lines=0-1").status());
    server.put("/x", Content.of(""));
    assertEquals(416, range("bytes=0-0").status());
  }

  @Test
  public void headHasTheHeadersAlone() throws Exception {
    client.request("HEAD", "/x");
    String head = client.head();
    assertEquals("1000", new RawClient.Reply(head, new byte[0]).header("Content-Length"));
    expect(200, "/x");
    server.put("/x", object.withHeadRefused(405));
    client.request("HEAD", "/x");
    assertEquals(405, new RawClient.Reply(client.head(), new byte[0]).status());
  }

  @Test
  public void someObjectsRefuseRanges() throws Exception {
    server.put("/x", object.withRanges(Delivery.Ranges.REFUSED));
    RawClient.Reply refused = range("bytes=0-9");
    assertEquals(200, refused.status());
    assertEquals("none", refused.header("Accept-Ranges"));
    server.put("/x", object.withRanges(Delivery.Ranges.IGNORED));
    assertEquals("", range("bytes=0-9").header("Accept-Ranges"));
  }

  @Test
  public void someObjectsHaveNoLength() throws Exception {
    server.put("/x", object.withFraming(Framing.CHUNKED));
    client.get("/x");
    assertFalse(client.head().contains("Content-Length"));
    assertEquals("3e8\r\n", new String(client.read(5), StandardCharsets.US_ASCII));
    assertArrayEquals(content.toByteArray(), client.read(1000));
    assertEquals("\r\n0\r\n\r\n", new String(client.read(7), StandardCharsets.US_ASCII));
    server.put("/x", object.withFraming(Framing.UNTIL_CLOSE));
    client.get("/x");
    client.head();
    assertArrayEquals(content.toByteArray(), client.readAll());
  }

  @Test
  public void headersOfTheObjectAreSent() throws Exception {
    server.put("/x", object.withHeader("Content-Encoding", "gzip"));
    client.get("/x");
    assertEquals("gzip", client.reply().header("Content-Encoding"));
  }

  private RawClient.Reply range(String range) throws Exception {
    client.get("/x", "Range: " + range);
    return client.reply();
  }

  private void expect(int status, String path, String... headers) throws Exception {
    client.get(path, headers);
    RawClient.Reply reply =
        status == 304 ? new RawClient.Reply(client.head(), new byte[0]) : client.reply();
    assertEquals(String.join(", ", headers), status, reply.status());
  }
}
