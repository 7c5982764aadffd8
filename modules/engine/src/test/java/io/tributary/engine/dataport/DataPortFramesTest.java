package io.tributary.engine.dataport;

import static io.tributary.engine.dataport.HandMade.authorization;
import static io.tributary.engine.dataport.HandMade.chunk;
import static io.tributary.engine.dataport.HandMade.head;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/** Hand-made requests: what the sender of lanes never sends. */
public final class DataPortFramesTest extends DataPortSuite {
  @Test
  public void withoutASecretTheAnswerIs401() throws Exception {
    MemoryFile file = file(1000);
    assertTrue(raw("", frame(100, 0)).startsWith("HTTP/1.1 401 "));
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
  public void aFrameThatWasTamperedWithIsNeverWritten() throws Exception {
    MemoryFile file = file(1000);
    byte[] frame = frame(100, 0);
    assertTrue(raw(authorization(), frame).startsWith("HTTP/1.1 200 "));
    assertEquals(100, file.written.get());
    for (int at : new int[] {Frames.HEADER_BYTES, Frames.HEADER_BYTES + 99, Integer.BYTES}) {
      byte[] tampered = frame.clone();
      tampered[at] ^= 1;
      assertTrue(raw(authorization(), tampered).startsWith("HTTP/1.1 400 "));
    }
    assertEquals(100, file.written.get());
    assertEquals(1, reported.size());
  }

  @Test
  public void aFrameWithoutMeasureIsRefusedBeforeItsBytes() throws Exception {
    MemoryFile file = file(1000);
    for (int length :
        new int[] {0, -1, Frames.MOST_BYTES + 1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      byte[] frame = frame(100, 0);
      ByteBuffer.wrap(frame).putInt(0, length);
      String answer = raw(authorization(), frame);
      assertTrue(answer, answer.startsWith("HTTP/1.1 400 "));
      assertTrue(answer, answer.endsWith("a frame of " + length + " bytes"));
    }
    assertEquals(0, file.written.get());
    assertTrue(reported.isEmpty());
  }

  @Test
  public void aPartWithoutEndIsCutOffAtItsLimit() throws Exception {
    MemoryFile file = file(Integer.MAX_VALUE);
    byte[] frame = chunk(frame(Frames.MOST_BYTES, 0));
    long frames = 0;
    try (Socket socket = new Socket(address.host(), address.port())) {
      socket.getOutputStream().write(head(authorization()));
      while (frames < 3 * Frames.MOST_PART_BYTES / Frames.MOST_BYTES) {
        socket.getOutputStream().write(frame);
        frames++;
      }
    } catch (SocketException cutOff) {
      assertTrue("after its limit", frames * Frames.MOST_BYTES >= Frames.MOST_PART_BYTES);
    }
    try (PartSender sender = sender(SECRET)) {
      sender.begin(NAME, RUN, 0);
      sender.send(piece(0, 10), ALWAYS);
      assertEquals(List.of(sender.finish()), reported);
    }
    assertTrue(file.written.get() <= Frames.MOST_PART_BYTES + 10);
  }

  /** A byte now and then, and less than a frame: it has a thread of the port, and no more. */
  @Test
  public void aSenderThatTricklesHoldsNobodyElseUp() throws Exception {
    file(1000);
    try (Socket socket = new Socket(address.host(), address.port());
        PartSender sender = sender(SECRET)) {
      OutputStream out = socket.getOutputStream();
      out.write(head(authorization()));
      for (byte one : Arrays.copyOf(frame(100, 0), 12)) {
        out.write(chunk(new byte[] {one}));
        out.flush();
        sender.begin(NAME, RUN, 1000);
        sender.send(piece(0, MIB), ALWAYS);
        assertEquals(MIB, sender.finish().lengthBytes());
      }
    }
    assertEquals(12, reported.size());
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
      sender.send(piece(0, 10), ALWAYS);
      assertEquals(List.of(sender.finish()), reported);
    }
    assertTrue(file.written.get() <= 110);
  }

  private byte[] frame(int length, long crcError) {
    return HandMade.frame(bytes, length, crcError);
  }

  private static String raw(String authorization, byte[] frame) throws Exception {
    try (Socket socket = new Socket(address.host(), address.port())) {
      socket.setSoTimeout(PATIENCE_SECONDS * 1000);
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
