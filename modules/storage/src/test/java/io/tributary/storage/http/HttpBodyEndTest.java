package io.tributary.storage.http;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import io.tributary.core.identity.Identity;
import io.tributary.storage.RangeBody;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** What becomes of a connection whose body has come, but for its end. */
public final class HttpBodyEndTest extends HttpSourceSuite {
  private static final byte[] TEN = "0123456789".getBytes(StandardCharsets.US_ASCII);
  private static final Identity IDENTITY = new Identity(SIZE, "\"e\"", "", "", List.of());
  private static final String WITHOUT_END =
      "HTTP/1.1 206 Partial Content\r\nETag: \"e\"\r\nContent-Range: bytes 0-9/"
          + SIZE
          + "\r\nTransfer-Encoding: chunked\r\n\r\na\r\n0123456789\r\n";
  private static final String END = "0\r\n\r\n";

  /** The peer of the first request, whose answer does not end by itself. */
  private final AtomicReference<Socket> first = new AtomicReference<>();

  private ServerSocket listening;
  private HttpObjectSource source;

  @Before
  public void listen() throws IOException {
    listening = new ServerSocket(0, 9, InetAddress.getByName("127.0.0.1"));
    new Thread(this::acceptAll).start();
    source = source("http://127.0.0.1:" + listening.getLocalPort() + "/file");
  }

  @After
  public void stopListening() throws IOException {
    listening.close();
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket peer = listening.accept();
        new Thread(() -> answerAll(peer)).start();
      }
    } catch (IOException e) {
      // The test is over.
      return;
    }
  }

  private void answerAll(Socket peer) {
    try (peer) {
      while (awaitRequest(peer)) {
        say(peer, first.compareAndSet(null, peer) ? WITHOUT_END : WITHOUT_END + END);
      }
    } catch (IOException e) {
      // The client has left.
      return;
    }
  }

  private static boolean awaitRequest(Socket peer) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.US_ASCII));
    String line = lines.readLine();
    while (line != null && !line.isEmpty()) {
      line = lines.readLine();
    }
    return line != null;
  }

  private static void say(Socket peer, String text) throws IOException {
    peer.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static boolean waitsForTheNetwork(Thread thread) {
    return thread != null
        && Arrays.stream(thread.getStackTrace())
            .anyMatch(frame -> frame.getClassName().endsWith("SocketChannelImpl"));
  }

  private RangeBody withAllButItsEnd() {
    RangeBody body = await(source.open(IDENTITY, FIRST_TEN));
    byte[] got = new byte[TEN.length];
    assertEquals(TEN.length, body.read(ByteBuffer.wrap(got)));
    assertArrayEquals(TEN, got);
    return body;
  }

  @Test
  public void whoeverClosesWhileTheEndIsAwaitedDoesNotTakeWhatFollows() throws IOException {
    RangeBody body = withAllButItsEnd();
    AtomicReference<Thread> reading = new AtomicReference<>();
    CompletableFuture<Integer> end =
        CompletableFuture.supplyAsync(
            () -> {
              reading.set(Thread.currentThread());
              return body.read(ByteBuffer.allocate(1));
            });
    reader.until(() -> waitsForTheNetwork(reading.get()), PATIENCE);
    body.close();
    body.close();
    say(first.get(), END);
    assertEquals(-1, await(end).intValue());
    assertArrayEquals(TEN, read(source.open(IDENTITY, FIRST_TEN)));
  }

  @Test
  public void anEndThatDoesNotComeIsNotAwaitedForEver() {
    RangeBody body = withAllButItsEnd();
    CompletableFuture<Integer> end =
        CompletableFuture.supplyAsync(() -> body.read(ByteBuffer.allocate(1)));
    body.close();
    assertEquals(-1, await(end).intValue());
    reader.until(() -> source.connections() == 0, PATIENCE);
  }
}
