package io.tributary.benchmarks.relay;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class RelayTest extends JUnitSuite {
  private static final int BYTES = 3_000_000;
  private static final long WINDOW_BYTES = 64 << 10;
  private static final int STUCK_MILLIS = 1000;
  private static final int PATIENT_MILLIS = 60_000;
  private static final Duration NONE = Duration.ZERO;

  private final byte[] content = new byte[BYTES];
  private ServerSocket origin;

  @Before
  public void serve() throws IOException {
    new Random(1).nextBytes(content);
    origin = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Threads.start("origin", this::acceptAll);
  }

  @After
  public void close() throws IOException {
    origin.close();
  }

  private void acceptAll() {
    while (!origin.isClosed()) {
      try {
        Socket client = origin.accept();
        Threads.start("origin-connection", () -> answer(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** One byte asks for the content; the end of the connection ends it. */
  private void answer(Socket client) {
    try (client) {
      if (client.getInputStream().read() >= 0) {
        client.getOutputStream().write(content);
      }
    } catch (IOException gone) {
      // The relay has closed it.
    }
  }

  private static Socket ask(Relay relay) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay.port());
    socket.getOutputStream().write('?');
    return socket;
  }

  @Test
  public void bytesAndTheirEndPassUnchanged() throws IOException {
    Shape shape = Shape.distant(Duration.ofMillis(2), WINDOW_BYTES);
    try (Relay relay = Relay.start(origin.getLocalPort(), shape);
        Socket socket = ask(relay)) {
      assertArrayEquals(content, socket.getInputStream().readAllBytes());
    }
  }

  @Test
  public void aDistantOriginAnswersNoSoonerThanItCan() throws IOException {
    Duration roundTrip = Duration.ofMillis(40);
    try (Relay relay = Relay.start(origin.getLocalPort(), Shape.distant(roundTrip, WINDOW_BYTES))) {
      long began = System.nanoTime();
      try (Socket socket = ask(relay)) {
        socket.getInputStream().read();
      }
      Duration taken = Duration.ofNanos(System.nanoTime() - began);
      Assert.assertTrue(taken.toString(), taken.compareTo(roundTrip.multipliedBy(2)) >= 0);
    }
  }

  @Test
  public void theThirdConnectionGetsStuckAndTheOthersDoNot() throws IOException {
    Shape shape = new Shape(NONE, WINDOW_BYTES, 0, BYTES / 2);
    try (Relay relay = Relay.start(origin.getLocalPort(), shape)) {
      List<Integer> brought = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        try (Socket socket = ask(relay)) {
          brought.add(i == 2 ? readUntilStuck(socket) : read(socket, PATIENT_MILLIS));
        }
      }
      assertEquals(
          List.of(BYTES, BYTES, BYTES), List.of(brought.get(0), brought.get(1), brought.get(3)));
      Assert.assertTrue(brought.get(2) >= BYTES / 2 && brought.get(2) < BYTES);
      relay.startRun();
      try (Socket socket = ask(relay)) {
        assertEquals(BYTES, read(socket, PATIENT_MILLIS));
      }
    }
  }

  /** The first half has all the time it needs; then nothing comes for a while. */
  private static int readUntilStuck(Socket socket) throws IOException {
    socket.setSoTimeout(PATIENT_MILLIS);
    int half = socket.getInputStream().readNBytes(BYTES / 2).length;
    return half + read(socket, STUCK_MILLIS);
  }

  /** Until the end, or until nothing comes any more. */
  private static int read(Socket socket, int millis) throws IOException {
    socket.setSoTimeout(millis);
    InputStream input = socket.getInputStream();
    byte[] buffer = new byte[BYTES];
    int length = 0;
    try {
      for (int read = 0; read >= 0; read = input.read(buffer)) {
        length += read;
      }
    } catch (SocketTimeoutException stuck) {
      return length;
    }
    return length;
  }
}
