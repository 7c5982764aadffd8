package io.tributary.testkit.oss;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.RawClient;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.object.StoredObject;
import java.nio.charset.StandardCharsets;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class OssServiceTest extends JUnitSuite {
  private static final String STANDARD = "x-oss-range-behavior: standard";

  private final ObjectServer server =
      ObjectServer.builder()
          .oss(
              OssSettings.of()
                  .withPublicBucket("bucket")
                  .withCname("downloads.example.com", "bucket"))
          .start();
  private final Content content = Content.synthetic(1, 1000);
  private RawClient client;

  @Before
  public void connect() throws Exception {
    server.put("/bucket/k", content);
    client = new RawClient(server.port());
  }

  @After
  public void close() throws Exception {
    client.close();
    server.close();
  }

  @Test
  public void rangesInsideTheObjectAreServedEitherWay() throws Exception {
    for (String behavior : new String[] {STANDARD, "X-None: 1"}) {
      assertArrayEquals(content.slice(0, 1000), range("bytes=0-999", behavior, 206).body());
      assertArrayEquals(content.slice(500, 500), range("bytes=500-", behavior, 206).body());
      assertArrayEquals(content.slice(500, 500), range("bytes=-500", behavior, 206).body());
    }
  }

  @Test
  public void rangesBeyondTheEndGiveEverythingUnlessStandardIsAsked() throws Exception {
    assertEquals(1000, range("bytes=500-2000", "X-None: 1", 200).body().length);
    assertEquals(1000, range("bytes=1000-2000", "X-None: 1", 200).body().length);
    assertEquals(1000, range("bytes=oops", "X-None: 1", 200).body().length);
    assertEquals(500, range("bytes=500-2000", STANDARD, 206).body().length);
    RawClient.Reply reply = range("bytes=1000-2000", STANDARD, 416);
    assertTrue(text(reply).contains("<Code>InvalidRange</Code>"));
    assertEquals("bytes */1000", reply.header("Content-Range"));
  }

  @Test
  public void bucketsAreFoundInTheHostToo() throws Exception {
    for (String host :
        new String[] {
          "bucket.oss-cn-hangzhou.aliyuncs.com",
          "bucket.oss-cn-hangzhou-internal.aliyuncs.com:8080",
          "bucket.oss-accelerate.aliyuncs.com",
          "bucket.localhost",
          "downloads.example.com"
        }) {
      client.send("GET /k HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
      assertEquals(host, 200, client.reply().status());
    }
    client.send("GET /k HTTP/1.1\r\nHost: other.oss-cn-hangzhou.aliyuncs.com\r\n\r\n");
    assertTrue(text(client.reply()).contains("<Code>NoSuchBucket</Code>"));
  }

  @Test
  public void anArchivedObjectIsRefusedUntilItIsRestored() throws Exception {
    StoredObject cold =
        server.put(
            "/bucket/cold", StoredObject.of(content).withHeader("x-oss-storage-class", "Archive"));
    client.get("/bucket/cold");
    RawClient.Reply reply = client.reply();
    assertEquals(403, reply.status());
    assertTrue(text(reply).contains("<Code>InvalidObjectState</Code>"));
    server.put("/bucket/cold", cold.withHeader("x-oss-restore", "ongoing-request=\"false\""));
    client.get("/bucket/cold");
    assertEquals(200, client.reply().status());
  }

  @Test
  public void versionsStayReadable() throws Exception {
    server.put("/bucket/v", StoredObject.of(Content.of("old")).withVersionId("v1"));
    server.put("/bucket/v", StoredObject.of(Content.of("newer")).withVersionId("v2"));
    client.get("/bucket/v");
    RawClient.Reply newest = client.reply();
    assertEquals("v2", newest.header("x-oss-version-id"));
    assertEquals("newer", text(newest));
    client.get("/bucket/v?versionId=v1");
    assertEquals("old", text(client.reply()));
    client.get("/bucket/v?versionId=v0");
    assertTrue(text(client.reply()).contains("<Code>NoSuchVersion</Code>"));
  }

  @Test
  public void aFailedConditionHasItsDocument() throws Exception {
    client.get("/bucket/k", "If-Match: \"other\"");
    RawClient.Reply reply = client.reply();
    assertEquals(412, reply.status());
    assertTrue(text(reply).contains("<Code>PreconditionFailed</Code>"));
    assertTrue(reply.header("x-oss-request-id").matches("[0-9A-F]{24}"));
  }

  @Test
  public void theTrafficLimitIsARateOfOneConnection() throws Exception {
    server.put("/bucket/big", Content.synthetic(1, 40_000));
    long start = System.nanoTime();
    client.get("/bucket/big", "x-oss-traffic-limit: 819200");
    assertEquals(40_000, client.reply().body().length);
    assertTrue(System.nanoTime() - start > 350_000_000L);
    client.get("/bucket/big?x-oss-traffic-limit=1");
    assertEquals(400, client.reply().status());
  }

  @Test
  public void aPublishedCrcMayBeWrongOrMissing() throws Exception {
    StoredObject object = StoredObject.of(content);
    server.put("/bucket/wrong", object.withHeader("x-oss-hash-crc64ecma", "1"));
    server.put("/bucket/none", object.withHeader("x-oss-hash-crc64ecma", ""));
    client.get("/bucket/wrong");
    assertEquals("1", client.reply().header("x-oss-hash-crc64ecma"));
    client.get("/bucket/none");
    RawClient.Reply reply = client.reply();
    assertEquals(200, reply.status());
    assertEquals("", reply.header("x-oss-hash-crc64ecma"));
  }

  @Test
  public void faultsSpeakAsTheServiceDoes() throws Exception {
    server.fault(When.any(), Fault.ossError(503, "SlowDown"), Fault.header("Retry-After", "2"));
    client.get("/bucket/k");
    RawClient.Reply reply = client.reply();
    assertEquals(503, reply.status());
    assertEquals("2", reply.header("Retry-After"));
    assertTrue(text(reply).contains("<Code>SlowDown</Code>"));
  }

  @Test
  public void anAppendableObjectGrows() throws Exception {
    StoredObject before = server.put("/bucket/log", Content.of("one"));
    server.append("/bucket/log", Content.of("two"));
    client.get("/bucket/log", "Range: bytes=2-3");
    RawClient.Reply reply = client.reply();
    assertEquals("et", text(reply));
    assertEquals("bytes 2-3/6", reply.header("Content-Range"));
    assertEquals("Appendable", reply.header("x-oss-object-type"));
    client.get("/bucket/log", "If-Match: " + before.validators().etag());
    assertEquals(412, client.reply().status());
  }

  @Test
  public void writersNeedASignature() throws Exception {
    client.request("PUT", "/bucket/new", "Content-Length: 0");
    assertEquals(403, client.reply().status());
  }

  private RawClient.Reply range(String range, String behavior, int status) throws Exception {
    client.get("/bucket/k", "Range: " + range, behavior);
    RawClient.Reply reply = client.reply();
    assertEquals(range, status, reply.status());
    return reply;
  }

  private static String text(RawClient.Reply reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }
}
