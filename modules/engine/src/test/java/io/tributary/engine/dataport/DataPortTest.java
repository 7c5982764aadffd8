package io.tributary.engine.dataport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.checksum.Crc;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.ledger.Segment;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.Assert;
import org.junit.Test;

/** The sender that lanes use, on real sockets. */
public final class DataPortTest extends DataPortSuite {
  @Test
  public void bytesArriveAndBothSidesAgreeOnTheirCrc() {
    MemoryFile file = file(1000);
    try (PartSender sender = sender(SECRET)) {
      sender.begin(NAME, RUN, 3);
      sender.send(piece(0, MIB + 5), ALWAYS);
      sender.send(piece(MIB + 5, 5 * MIB), ALWAYS);
      Segment segment = sender.finish();

      assertEquals(new Segment(3, 5 * MIB, Crc.CRC64_XZ.update(0, bytes, 0, 5 * MIB)), segment);
      assertEquals(List.of(segment), reported);
      assertArrayEquals(
          Arrays.copyOf(bytes, 5 * MIB), Arrays.copyOfRange(file.content, 3, 3 + 5 * MIB));

      sender.begin(NAME, RUN, 8 * MIB);
      sender.send(piece(0, 17), ALWAYS);
      assertEquals("the connection serves again", 17, sender.finish().lengthBytes());
    }
  }

  @Test
  public void anotherSecretIsRefused() {
    MemoryFile file = file(1000);
    try (PartSender sender =
        sender(ClusterSecret.of("another secret of enough length".replace(' ', '-')))) {
      sender.begin(NAME, RUN, 0);
      sender.send(piece(0, MIB), ALWAYS);
      TributaryException refused = Assert.assertThrows(TributaryException.class, sender::finish);
      assertEquals(FailureKind.ACCESS_DENIED, refused.failure().kind());
      assertTrue(refused.failure().advice().contains("tributary.cluster.secret-file"));
    }
    assertEquals(0, file.written.get());
    assertTrue(reported.isEmpty());
  }

  @Test
  public void aNameOrARunThatNobodyKnowsIs404() {
    MemoryFile file = file(1000);
    for (PartSender sender : List.of(sender(SECRET), sender(SECRET))) {
      sender.begin("object.aaaaaaaaaaaaaaaa.tributary", RUN, 0);
      sender.send(piece(0, 10), ALWAYS);
      assertTrue(
          Assert.assertThrows(TributaryException.class, sender::finish)
              .getMessage()
              .contains("404"));
      sender.begin(NAME, RUN + 1, 0);
      sender.send(piece(0, 10), ALWAYS);
      TributaryException late = Assert.assertThrows(TributaryException.class, sender::finish);
      assertTrue(late.getMessage(), late.getMessage().contains("404"));
      assertTrue(late.failure().kind().retryable());
      sender.close();
    }
    assertEquals(0, file.written.get());
  }

  @Test
  public void aSlowDiskHoldsTheSenderBack() throws Exception {
    MemoryFile file = file(0);
    try (PartSender sender = sender(SECRET)) {
      CompletableFuture<Segment> sending =
          CompletableFuture.supplyAsync(
              () -> {
                sender.begin(NAME, RUN, 0);
                sender.send(piece(0, 15 * MIB), ALWAYS);
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
      sender.send(piece(0, 100), ALWAYS);
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
    sender.send(piece(0, 100), ALWAYS);
    CompletableFuture<Segment> waiting = CompletableFuture.supplyAsync(sender::finish);
    Assert.assertThrows(TimeoutException.class, () -> waiting.get(300, TimeUnit.MILLISECONDS));
    sender.close();
    Assert.assertThrows(Exception.class, () -> waiting.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertFalse(sender.begun());
  }

  /** Whoever answers for it, what was not written as it was sent counts for nothing. */
  @Test
  public void aHomeThatWroteSomethingElseIsNotBelieved() throws Exception {
    Crc crc = Crc.CRC64_XZ;
    for (String receipt :
        List.of(
            new Receipt(10, crc.update(0, bytes, 0, 10) ^ 1).text(),
            new Receipt(9, crc.update(0, bytes, 0, 10)).text(),
            "",
            "ok")) {
      TributaryException refused = answeredWith(receipt);
      assertEquals(FailureKind.NETWORK, refused.kind());
      assertTrue(
          refused.getMessage(), refused.getMessage().contains("something else than was sent"));
    }
  }

  private TributaryException answeredWith(String receipt) throws Exception {
    try (ServerSocket home = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        PartSender sender =
            new PartSender(
                new DataPortLink(
                    new DataPortAddress("127.0.0.1", home.getLocalPort(), false),
                    SECRET,
                    Optional.empty()),
                LANE)) {
      sender.begin(NAME, RUN, 0);
      sender.send(piece(0, 10), ALWAYS);
      try (Socket accepted = home.accept()) {
        String answer =
            "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(receipt.length(), receipt);
        accepted.getOutputStream().write(answer.getBytes(US_ASCII));
        return Assert.assertThrows(TributaryException.class, sender::finish);
      }
    }
  }
}
