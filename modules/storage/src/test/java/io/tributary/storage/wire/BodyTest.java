package io.tributary.storage.wire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.storage.wire.MalformedAnswerException.Flaw;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class BodyTest extends JUnitSuite {
  private static final HeadLimits LIMITS = new HeadLimits(8192, 4096, 16);

  private static Body body(String answer, int pieceBytes) throws IOException {
    Input input = new Input(ScriptedWire.saying(answer, pieceBytes));
    return Body.of(HeadReader.read(input, LIMITS), false, input);
  }

  private static String all(Body body, int roomBytes) throws IOException {
    StringBuilder text = new StringBuilder();
    ByteBuffer room = ByteBuffer.allocate(roomBytes);
    while (body.read(room.clear()) >= 0) {
      text.append(StandardCharsets.ISO_8859_1.decode(room.flip()));
    }
    assertTrue(body.ended());
    assertEquals("the end stays the end", -1, body.read(room.clear()));
    return text.toString();
  }

  private static void reads(String expected, String answer) throws IOException {
    for (int piece : new int[] {1, 3, 1000}) {
      for (int room : new int[] {1, 4, 1000}) {
        assertEquals(expected, all(body(answer, piece), room));
      }
    }
  }

  @Test
  public void anAnnouncedLengthIsRead() throws IOException {
    reads("hello", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\n");
    reads("", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  }

  @Test
  public void chunksAreJoined() throws IOException {
    String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    reads("hello world", head + "5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nTrailer: z\r\n\r\nmore");
    reads("", head + "0\r\n\r\n");
    reads("0123456789abcdef", head + "10\n0123456789abcdef\n0\n\n");
  }

  @Test
  public void chunksWinOverALength() throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n";
    reads("hello", head + "5\r\nhello\r\n0\r\n\r\n");
  }

  @Test
  public void smallChunksComeTogether() throws IOException {
    String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    String chunks = "a\r\n0123456789\r\n".repeat(200) + "0\r\n\r\n";
    Body body = body(head + chunks, 100_000);
    int count = body.read(ByteBuffer.allocate(4000));
    assertTrue("read at once: " + count, count > 1000);
    reads("0123456789".repeat(200), head + chunks);
  }

  @Test
  public void codingsThatNobodyAskedForAreRefused() throws IOException {
    for (String coding : new String[] {"gzip, chunked", "gzip", "chunked, chunked", "chunked, x"}) {
      String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: " + coding + "\r\n\r\n";
      assertEquals(coding, Flaw.SYNTAX, flaw(head + "5\r\nhello\r\n0\r\n\r\n"));
    }
    String identity = "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\nContent-Length: 5\r\n\r\n";
    reads("hello", identity + "hello");
  }

  @Test
  public void withoutALengthTheConnectionsEndIsTheBodysEnd() throws IOException {
    reads("hello", "HTTP/1.1 200 OK\r\n\r\nhello");
    assertTrue(body("HTTP/1.1 200 OK\r\n\r\nhello", 9).endsWithConnection());
  }

  @Test
  public void answersWithoutBodyHaveNone() throws IOException {
    reads("", "HTTP/1.1 204 No Content\r\n\r\nhello");
    reads("", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\nhello");
  }

  @Test
  public void anEarlyEndIsNoEnd() throws IOException {
    Body sized = body("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello", 1000);
    Assert.assertThrows(EOFException.class, () -> all(sized, 100));
    assertFalse(sized.ended());
    String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (String cut : new String[] {"", "5", "5\r\nhel", "5\r\nhello", "5\r\nhello\r\n", "0\r\n"}) {
      Body chunked = body(head + cut, 1000);
      Assert.assertThrows(cut, EOFException.class, () -> all(chunked, 100));
    }
  }

  @Test
  public void nonsenseIsRefused() throws IOException {
    String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (String bad :
        new String[] {
          "x\r\n", "\r\n", "-5\r\n", "fffffffffffffffff\r\n", "5\r\nhelloX\r\n0\r\n\r\n"
        }) {
      assertEquals(bad, Flaw.SYNTAX, flaw(chunked + bad));
    }
    assertEquals(Flaw.BEYOND_LIMITS, flaw(chunked + "5;" + "x".repeat(5000) + "\r\n"));
    assertEquals(Flaw.BEYOND_LIMITS, flaw(chunked + "0\r\n" + "A: b\r\n".repeat(300) + "\r\n"));
    assertEquals(
        Flaw.SYNTAX,
        flaw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello"));
    assertEquals(Flaw.SYNTAX, flaw("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello"));
  }

  private static Flaw flaw(String answer) {
    return Assert.assertThrows(MalformedAnswerException.class, () -> all(body(answer, 1000), 100))
        .flaw();
  }
}
