package io.tributary.testkit.fault;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.RawClient;
import io.tributary.testkit.content.Content;
import java.io.ByteArrayInputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class FaultTest extends JUnitSuite {
  private final ObjectServer server = ObjectServer.start();
  private final Content content = Content.synthetic(3, 10_000);
  private RawClient client;

  @Before
  public void connect() throws Exception {
    server.put("/x", content);
    client = new RawClient(server.port());
  }

  @After
  public void close() throws Exception {
    client.close();
    server.close();
  }

  @Test
  public void aStatusWithItsHeadersReplacesTheAnswer() throws Exception {
    server.fault(When.any().once(), Fault.status(503, Map.of("Retry-After", "7"), "slow"));
    client.get("/x");
    RawClient.Reply reply = client.reply();
    assertEquals(503, reply.status());
    assertEquals("7", reply.header("retry-after"));
    assertEquals("slow", new String(reply.body(), StandardCharsets.UTF_8));
    client.get("/x");
    assertEquals(200, client.reply().status());
  }

  @Test
  public void aResetIsSeenAfterTheBytesBeforeIt() throws Exception {
    server.fault(When.any(), Fault.resetAfter(1000));
    client.get("/x");
    client.head();
    Assert.assertThrows(SocketException.class, () -> client.readAll());
    assertEquals(1000, server.bytesSent());
  }

  @Test
  public void aResetBeforeTheHeadSendsNothing() throws Exception {
    FaultRule rule = server.fault(When.any().onReusedConnection(), Fault.reset());
    client.get("/x");
    assertEquals(200, client.reply().status());
    client.get("/x");
    Assert.assertThrows(SocketException.class, () -> client.readAll());
    assertEquals(1, rule.fired());
  }

  @Test
  public void aTruncatedBodyEndsInOrderlyFashion() throws Exception {
    server.fault(When.any(), Fault.closeAfter(1234));
    client.get("/x");
    assertTrue(client.head().contains("Content-Length: 10000"));
    assertArrayEquals(content.slice(0, 1234), client.readAll());
  }

  @Test
  public void aStallLastsUntilItIsReleased() throws Exception {
    FaultRule rule = server.fault(When.any(), Fault.stallAfter(5000));
    client.get("/x");
    client.head();
    assertEquals(5000, client.read(5000).length);
    client.timeoutMillis(200);
    Assert.assertThrows(SocketTimeoutException.class, () -> client.read(1));
    rule.release();
    client.timeoutMillis(10_000);
    assertArrayEquals(content.slice(5000, 5000), client.read(5000));
  }

  @Test
  public void aTrickleTakesItsTime() throws Exception {
    server.fault(When.any(), Fault.trickle(20_000));
    long start = System.nanoTime();
    client.get("/x");
    assertEquals(10_000, client.reply().body().length);
    assertTrue(System.nanoTime() - start >= 450_000_000L);
  }

  @Test
  public void aTrickleMakesUpForNoPause() throws Exception {
    FaultRule rule = server.fault(When.any(), Fault.trickle(20_000), Fault.stallAfter(5000));
    client.get("/x");
    client.head();
    client.read(5000);
    client.timeoutMillis(500);
    Assert.assertThrows(SocketTimeoutException.class, () -> client.read(1));
    client.timeoutMillis(10_000);
    long start = System.nanoTime();
    rule.release();
    assertEquals(5000, client.read(5000).length);
    assertTrue(System.nanoTime() - start >= 150_000_000L);
  }

  @Test
  public void aContentRangeMayLie() throws Exception {
    server.fault(When.any().nth(1), Fault.shiftContentRange(1, 2, 3));
    server.fault(When.any().nth(2), Fault.withoutContentRange());
    client.get("/x", "Range: bytes=100-199");
    assertEquals("bytes 101-201/10003", client.reply().header("Content-Range"));
    client.get("/x", "Range: bytes=100-199");
    RawClient.Reply without = client.reply();
    assertEquals(206, without.status());
    assertEquals("", without.header("Content-Range"));
    client.get("/x", "Range: bytes=100-199");
    assertEquals("bytes 100-199/10000", client.reply().header("Content-Range"));
  }

  @Test
  public void aRangeMayBeAnsweredInPart() throws Exception {
    server.fault(When.any(), Fault.shortenRange(30));
    client.get("/x", "Range: bytes=100-199");
    RawClient.Reply reply = client.reply();
    assertEquals("bytes 100-129/10000", reply.header("Content-Range"));
    assertArrayEquals(content.slice(100, 30), reply.body());
  }

  @Test
  public void theBodyMayBeThatOfAnotherRange() throws Exception {
    server.fault(When.any(), Fault.bodyFromElsewhere(100));
    client.get("/x", "Range: bytes=100-199");
    RawClient.Reply reply = client.reply();
    assertEquals("bytes 100-199/10000", reply.header("Content-Range"));
    assertArrayEquals(content.slice(200, 100), reply.body());
  }

  @Test
  public void informationalResponsesMayComeFirst() throws Exception {
    server.fault(When.any(), Fault.informational(199));
    client.get("/x");
    assertTrue(client.head().startsWith("HTTP/1.1 199 "));
    assertEquals(200, client.reply().status());
  }

  @Test
  public void aRangeMayBeIgnored() throws Exception {
    server.fault(When.any().ranged(), Fault.ignoreRange());
    client.get("/x", "Range: bytes=100-199");
    RawClient.Reply reply = client.reply();
    assertEquals(200, reply.status());
    assertArrayEquals(content.toByteArray(), reply.body());
  }

  @Test
  public void aRangeMayComeAsMultipart() throws Exception {
    server.fault(When.any(), Fault.multipart());
    client.get("/x", "Range: bytes=100-199");
    RawClient.Reply reply = client.reply();
    assertEquals(206, reply.status());
    assertTrue(reply.header("Content-Type").startsWith("multipart/byteranges; boundary="));
    String body = new String(reply.body(), StandardCharsets.ISO_8859_1);
    String bytes = new String(content.slice(100, 100), StandardCharsets.ISO_8859_1);
    assertTrue(body.contains("Content-Range: bytes 100-199/10000\r\n\r\n" + bytes + "\r\n--"));
  }

  @Test
  public void oneBitIsFlipped() throws Exception {
    server.fault(When.get("/x").covering(150), Fault.flipBit(50));
    client.get("/x", "Range: bytes=100-199");
    byte[] expected = content.slice(100, 100);
    expected[50] ^= 1;
    assertArrayEquals(expected, client.reply().body());
    client.get("/x", "Range: bytes=0-99");
    assertArrayEquals(content.slice(0, 100), client.reply().body());
  }

  @Test
  public void theObjectIsReplacedWhileItIsServed() throws Exception {
    Content other = Content.of("other");
    server.fault(When.any().once(), Fault.runAfter(100, () -> server.put("/x", other)));
    client.get("/x");
    assertArrayEquals(content.toByteArray(), client.reply().body());
    client.get("/x");
    assertArrayEquals(other.toByteArray(), client.reply().body());
  }

  @Test
  public void theObjectIsGoneBeforeTheAnswer() throws Exception {
    server.fault(When.any().nth(1), Fault.runBefore(() -> server.remove("/x")));
    client.get("/x");
    assertEquals(404, client.reply().status());
  }

  @Test
  public void aProxyMayTranscode() throws Exception {
    server.fault(When.any(), Fault.gzip(), Fault.closeAfterwards());
    client.get("/x");
    assertTrue(client.head().contains("Content-Encoding: gzip"));
    String chunked = new String(client.readAll(), StandardCharsets.ISO_8859_1);
    int length = Integer.parseInt(chunked.substring(0, chunked.indexOf("\r\n")), 16);
    String packed = chunked.substring(chunked.indexOf("\r\n") + 2).substring(0, length);
    byte[] bytes = packed.getBytes(StandardCharsets.ISO_8859_1);
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      assertArrayEquals(content.toByteArray(), gzip.readAllBytes());
    }
  }

  @Test
  public void headersMayBeHugeEndlessOrNotAscii() throws Exception {
    server.fault(When.any().nth(1), Fault.hugeHeader(70_000), Fault.nonAsciiHeader("X-N", "é"));
    server.fault(When.any().nth(2), Fault.endlessHeaders());
    client.get("/x");
    RawClient.Reply reply = client.reply();
    assertEquals(70_000, reply.header("X-Huge").length());
    assertEquals("\u00c3\u00a9", reply.header("X-N"));
    client.get("/x");
    assertEquals(1_000_000, client.read(1_000_000).length);
  }

  @Test
  public void theStatusLineMayBeGarbage() throws Exception {
    server.fault(When.any(), Fault.garbageStatusLine());
    client.get("/x");
    assertTrue(new String(client.readAll(), StandardCharsets.ISO_8859_1).contains("what is this"));
  }

  @Test
  public void bytesMayFollowTheBody() throws Exception {
    server.fault(When.any(), Fault.extraBytes(3), Fault.closeAfterwards());
    client.get("/x");
    assertEquals(10_000, client.reply().body().length);
    assertArrayEquals("!!!".getBytes(StandardCharsets.US_ASCII), client.readAll());
  }

  @Test
  public void rulesCountAndRepeatBySeed() throws Exception {
    FaultRule half = server.fault(When.any().withProbability(0.5, 42), Fault.status(500));
    for (int i = 0; i < 100; i++) {
      client.request("HEAD", "/x");
      client.head();
    }
    FaultRule again = new FaultScript().add(When.any().withProbability(0.5, 42));
    server.requests().forEach(request -> again.fires(request.request()));
    assertTrue(half.awaitFired(30, Duration.ofSeconds(10)));
    assertEquals(half.fired(), again.fired());
  }
}
