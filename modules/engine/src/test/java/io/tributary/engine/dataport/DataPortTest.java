package io.tributary.engine.dataport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.checksum.Crc;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.ledger.Segment;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.AfterClass;
import org.junit.Assert;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** On real sockets: the sender that lanes use, and hand-made requests for what it never sends. */
public final class DataPortTest extends JUnitSuite {
  private static final String NAME = "object.0123456789abcdef.tributary";
  private static final long RUN = 7;
  private static final int MIB = 1 << 20;
  private static final int PATIENCE_SECONDS = 30;
  private static final ClusterSecret SECRET = ClusterSecret.of("0123456789abcdef0123456789abcdef");

  private static ActorTestKit kit;
  private static OpenParts parts;
  private static DataPortAddress address;

  private final List<Segment> reported = new CopyOnWriteArrayList<>();
  private final byte[] bytes = new byte[15 * MIB];

  @BeforeClass
  public static void open() {
    kit =
        ActorTestKit.create(
            "port",
            ConfigFactory.parseString("tributary.node.data-port.silence = 500 ms")
                .withFallback(ConfigFactory.load()));
    parts = new OpenParts();
    address =
        DataPort.open(kit.system(), "127.0.0.1", 0, parts, SECRET, Optional.empty())
            .toCompletableFuture()
            .join();
  }

  @AfterClass
  public static void close() {
    kit.shutdownTestKit();
  }

  @Before
  public void content() {
    new Random(1).nextBytes(bytes);
  }

  private MemoryFile file(int writesAllowed) {
    MemoryFile file = new MemoryFile(16 * MIB, writesAllowed);
    parts.open(NAME, new OpenParts.Part(file, RUN, 0, reported::add));
    return file;
  }

  private static PartSender sender(ClusterSecret secret) {
    return new PartSender(new DataPortLink(address, secret, Optional.empty()));
  }

  private ByteBuffer piece(int from, int to) {
    return ByteBuffer.wrap(bytes, from, to - from).slice();
  }

  @Test
  public void bytesArriveAndBothSidesAgreeOnTheirCrc() {
    MemoryFile file = file(1000);
    try (PartSender sender = sender(SECRET)) {
      sender.begin(NAME, RUN, 3);
      sender.send(piece(0, MIB + 5));
      sender.send(piece(MIB + 5, 5 * MIB));
      Segment segment = sender.finish();

      assertEquals(new Segment(3, 5 * MIB, Crc.CRC64_XZ.update(0, bytes, 0, 5 * MIB)), segment);
      assertEquals(List.of(segment), reported);
      assertArrayEquals(
          Arrays.copyOf(bytes, 5 * MIB), Arrays.copyOfRange(file.content, 3, 3 + 5 * MIB));

      sender.begin(NAME, RUN, 8 * MIB);
      sender.send(piece(0, 17));
      assertEquals("the connection serves again", 17, sender.finish().lengthBytes());
    }
  }

  @Test
  public void anotherSecretIsRefused() {
    MemoryFile file = file(1000);
    try (PartSender sender =
        sender(ClusterSecret.of("another secret of enough length".replace(' ', '-')))) {
      sender.begin(NAME, RUN, 0);
      sender.send(piece(0, MIB));
      TributaryException refused = Assert.assertThrows(TributaryException.class, sender::finish);
      assertEquals(FailureKind.ACCESS_DENIED, refused.failure().kind());
      assertTrue(refused.failure().advice().contains("tributary.cluster.secret-file"));
    }
    assertEquals(0, file.written.get());
    assertTrue(reported.isEmpty());
  }

  @Test
  public void withoutASecretTheAnswerIs401() throws Exception {
    MemoryFile file = file(1000);
    assertTrue(raw("", frame(100, 0)).startsWith("HTTP/1.1 401 "));
    assertEquals(0, file.written.get());
  }

  @Test
  public void aNameOrARunThatNobodyKnowsIs404() {
    MemoryFile file = file(1000);
    for (PartSender sender : List.of(sender(SECRET), sender(SECRET))) {
      sender.begin("object.aaaaaaaaaaaaaaaa.tributary", RUN, 0);
      sender.send(piece(0, 10));
      assertTrue(
          Assert.assertThrows(TributaryException.class, sender::finish)
              .getMessage()
              .contains("404"));
      sender.begin(NAME, RUN + 1, 0);
      sender.send(piece(0, 10));
      TributaryException late = Assert.assertThrows(TributaryException.class, sender::finish);
      assertTrue(late.getMessage(), late.getMessage().contains("404"));
      assertTrue(late.failure().kind().retryable());
      sender.close();
    }
    assertEquals(0, file.written.get());
  }

  @Test
  public void aFrameWhoseCrcDiffersIsNeverWritten() throws Exception {
    MemoryFile file = file(1000);
    String answer = raw(authorization(), frame(100, 1));
    assertTrue(answer, answer.startsWith("HTTP/1.1 400 "));
    assertEquals(0, file.written.get());
    assertTrue(reported.isEmpty());
  }

  @Test
  public void ofAConnectionThatIsCutNothingIsReported() throws Exception {
    MemoryFile file = file(1000);
    try (Socket socket = new Socket(address.host(), address.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(head(authorization()));
      out.write(chunk(frame(100, 0)));
      out.write(Arrays.copyOf(chunk(frame(200, 0)), 50));
      out.flush();
    }
    try (PartSender sender = sender(SECRET)) {
      sender.begin(NAME, RUN, 1000);
      sender.send(piece(0, 10));
      assertEquals(List.of(sender.finish()), reported);
    }
    assertTrue(file.written.get() <= 110);
  }

  @Test
  public void aSenderThatFallsSilentIsCutOff() throws Exception {
    file(1000);
    try (Socket socket = new Socket(address.host(), address.port())) {
      socket.getOutputStream().write(head(authorization()));
      socket.getOutputStream().write(chunk(frame(100, 0)));
      socket.setSoTimeout(PATIENCE_SECONDS * 1000);
      String answer = new String(socket.getInputStream().readNBytes(13), US_ASCII);
      assertEquals("HTTP/1.1 408 ", answer);
    }
    assertTrue(reported.isEmpty());
  }

  @Test
  public void aSlowDiskHoldsTheSenderBack() throws Exception {
    MemoryFile file = file(0);
    try (PartSender sender = sender(SECRET)) {
      CompletableFuture<Segment> sending =
          CompletableFuture.supplyAsync(
              () -> {
                sender.begin(NAME, RUN, 0);
                sender.send(piece(0, 15 * MIB));
                return sender.finish();
              });
      Assert.assertThrows(TimeoutException.class, () -> sending.get(1, TimeUnit.SECONDS));
      assertEquals(0, file.written.get());
      assertTrue("neither side holds the rest in memory", sender.lengthBytes() < 15 * MIB);
      file.allow(1000);
      assertEquals(15 * MIB, sending.get(PATIENCE_SECONDS, TimeUnit.SECONDS).lengthBytes());
    }
  }

  @Test
  public void whatTheDiskSaysIsPassedOn() {
    MemoryFile file = file(1000);
    file.failWith(
        new Failure(FailureKind.LOCAL_DISK, "write to", "/x", "No space left on device", "free")
            .asException());
    try (PartSender sender = sender(SECRET)) {
      sender.begin(NAME, RUN, 0);
      sender.send(piece(0, 100));
      Failure failure = Assert.assertThrows(TributaryException.class, sender::finish).failure();
      assertEquals(FailureKind.LOCAL_DISK, failure.kind());
      assertEquals("No space left on device", failure.reason());
      assertEquals(address + ":/x", failure.target());
    }
    assertTrue(reported.isEmpty());
  }

  @Test
  public void closingEndsASenderThatWaits() throws Exception {
    file(0);
    PartSender sender = sender(SECRET);
    sender.begin(NAME, RUN, 0);
    sender.send(piece(0, 100));
    CompletableFuture<Segment> waiting = CompletableFuture.supplyAsync(sender::finish);
    Assert.assertThrows(TimeoutException.class, () -> waiting.get(300, TimeUnit.MILLISECONDS));
    sender.close();
    Assert.assertThrows(Exception.class, () -> waiting.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertFalse(sender.begun());
  }

  // Hand-made requests.

  private static String authorization() {
    return "Authorization: " + SECRET.headerValue() + "\r\n";
  }

  private static byte[] head(String authorization) {
    return ("PUT /v1/parts/"
            + NAME
            + "?run="
            + RUN
            + "&offset=0 HTTP/1.1\r\nHost: x\r\n"
            + authorization
            + "Transfer-Encoding: chunked\r\n\r\n")
        .getBytes(US_ASCII);
  }

  private byte[] frame(int length, long crcError) {
    ByteBuffer frame = ByteBuffer.allocate(Frames.HEADER_BYTES + length);
    frame.putInt(length).putLong(Crc.CRC64_XZ.update(0, bytes, 0, length) ^ crcError);
    return frame.put(bytes, 0, length).array();
  }

  private static byte[] chunk(byte[] data) {
    byte[] head = (Integer.toHexString(data.length) + "\r\n").getBytes(US_ASCII);
    return ByteBuffer.allocate(head.length + data.length + 2)
        .put(head)
        .put(data)
        .put("\r\n".getBytes(US_ASCII))
        .array();
  }

  private static String raw(String authorization, byte[] frame) throws Exception {
    try (Socket socket = new Socket(address.host(), address.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(head(authorization));
      out.write(chunk(frame));
      out.write("0\r\n\r\n".getBytes(US_ASCII));
      out.flush();
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), US_ASCII);
    }
  }
}
