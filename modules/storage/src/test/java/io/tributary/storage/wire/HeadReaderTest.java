package io.tributary.storage.wire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.storage.wire.MalformedAnswerException.Flaw;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class HeadReaderTest extends JUnitSuite {
  private static final HeadLimits LIMITS = new HeadLimits(8192, 4096, 16);

  private static Head read(String text) throws IOException {
    Head head = HeadReader.read(new Input(ScriptedWire.saying(text, 1000)), LIMITS);
    Head byteByByte = HeadReader.read(new Input(ScriptedWire.saying(text, 1)), LIMITS);
    assertEquals(head, byteByByte);
    return head;
  }

  private static Flaw flaw(String text) {
    return Assert.assertThrows(MalformedAnswerException.class, () -> read(text)).flaw();
  }

  @Test
  public void statusAndHeadersAreReadAsTheyAre() throws IOException {
    Head head =
        read("HTTP/1.1 206 Partial Content\r\nETag: \"a:b\"\r\nX-Empty:\r\nx-y:\t z \r\n\r\n");
    assertEquals(206, head.status());
    assertTrue(head.persistent());
    assertEquals(
        List.of(
            new Head.Field("ETag", "\"a:b\""),
            new Head.Field("X-Empty", ""),
            new Head.Field("x-y", "z")),
        head.fields());
  }

  @Test
  public void bareLineFeedsAMissingReasonAndOldVersionsAreUnderstood() throws IOException {
    Head head = read("HTTP/1.0 200\nA: b\n\n");
    assertEquals(200, head.status());
    assertFalse(head.persistent());
    assertTrue(head.closing());
    assertEquals(List.of("b"), head.all("a"));
  }

  @Test
  public void interimAnswersArePassedOver() throws IOException {
    String interim = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";
    assertEquals(200, read(interim + interim + "HTTP/1.1 200 OK\r\n\r\n").status());
    assertEquals(Flaw.BEYOND_LIMITS, flaw(interim.repeat(17) + "HTTP/1.1 200 OK\r\n\r\n"));
    assertEquals(Flaw.SYNTAX, flaw("HTTP/1.1 101 Switching\r\n\r\n"));
  }

  @Test
  public void foldedValuesAreOne() throws IOException {
    Head head = read("HTTP/1.1 200 OK\r\nA: b\r\n c\r\nD: e\r\n\r\n");
    assertEquals(List.of("b c"), head.all("A"));
    assertEquals(List.of("e"), head.all("D"));
  }

  @Test
  public void headersThatAreNoneAreLeftOut() throws IOException {
    Head head = read("HTTP/1.1 200 OK\r\nbad name: x\r\nB: c\u0001d\r\nE: f\r\n\r\n");
    assertEquals(List.of(new Head.Field("E", "f")), head.fields());
  }

  @Test
  public void framingThatIsSpelledWronglyIsNotLeftOut() {
    String ok = "HTTP/1.1 200 OK\r\n";
    assertEquals(Flaw.SYNTAX, flaw(ok + "Transfer-Encoding : chunked\r\n\r\n"));
    assertEquals(Flaw.SYNTAX, flaw(ok + "Transfer-Encoding: \u000bchunked\r\n\r\n"));
    assertEquals(Flaw.SYNTAX, flaw(ok + " Content-Length: 5\r\n\r\n"));
  }

  @Test
  public void anAnswerThatIsFramedTwiceEndsItsConnection() throws IOException {
    String ok = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n";
    assertTrue(read(ok + "Transfer-Encoding: chunked\r\n\r\n").closing());
    assertFalse(read(ok + "\r\n").closing());
    assertTrue(read(ok + "Connection: TE, Close\r\n\r\n").closing());
  }

  @Test
  public void valuesBeyondAsciiAreRead() throws IOException {
    String utf8 = new String("é".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertEquals(List.of("é"), read("HTTP/1.1 200 OK\r\nA: " + utf8 + "\r\n\r\n").all("A"));
    assertEquals(List.of("é"), read("HTTP/1.1 200 OK\r\nA: \u00e9\r\n\r\n").all("A"));
  }

  @Test
  public void whatIsNotHttpIsCalledThat() {
    assertEquals(Flaw.NOT_HTTP, flaw("SSH-2.0-OpenSSH_9.2\r\n"));
    assertEquals(Flaw.NOT_HTTP, flaw("HTTP/2 200\r\n\r\n"));
    assertEquals(Flaw.SYNTAX, flaw("HTTP/1.1 2000 OK\r\n\r\n"));
    assertEquals(Flaw.SYNTAX, flaw("HTTP/1.1\r\n\r\n"));
    assertEquals(Flaw.SYNTAX, flaw("HTTP/1.\r\n\r\n"));
    assertEquals(Flaw.SYNTAX, flaw("HTTP/1.1 200 OK\r\nno colon\r\n\r\n"));
  }

  @Test
  public void everythingHasItsLimit() {
    String ok = "HTTP/1.1 200 OK\r\n";
    assertEquals(Flaw.BEYOND_LIMITS, flaw("HTTP/1.1 200 " + "x".repeat(2000) + "\r\n\r\n"));
    assertEquals(Flaw.BEYOND_LIMITS, flaw(ok + "A: " + "x".repeat(5000) + "\r\n\r\n"));
    assertEquals(
        Flaw.BEYOND_LIMITS, flaw(ok + ("A: " + "x".repeat(4000) + "\r\n").repeat(3) + "\r\n"));
    assertEquals(Flaw.BEYOND_LIMITS, flaw(ok + "A: b\r\n".repeat(17) + "\r\n"));
    assertEquals(Flaw.BEYOND_LIMITS, flaw(ok + "a".repeat(300) + ": b\r\n\r\n"));
    assertEquals(
        Flaw.BEYOND_LIMITS,
        flaw(ok + "A: b\r\n" + (" " + "c".repeat(4000) + "\r\n").repeat(2) + "\r\n"));
  }

  @Test
  public void anEndIsToldByWhereItComes() {
    Assert.assertThrows(SilentEndException.class, () -> read(""));
    EOFException midway =
        Assert.assertThrows(EOFException.class, () -> read("HTTP/1.1 200 OK\r\nA"));
    assertFalse(midway instanceof SilentEndException);
  }
}
