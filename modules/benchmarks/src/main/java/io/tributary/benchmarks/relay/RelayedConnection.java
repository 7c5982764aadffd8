package io.tributary.benchmarks.relay;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/** A client's connection and the one to the origin that belongs to it. */
final class RelayedConnection {
  /** Requests are small. */
  private static final long REQUEST_WINDOW_BYTES = 64 << 10;

  private final Socket client;
  private final Socket origin;
  private final Shape shape;
  private final BooleanSupplier getsStuck;
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean asked;
  private long broughtBytes;

  /**
   * @param getsStuck asked when the connection has brought as much as the shape says
   */
  RelayedConnection(Socket client, Socket origin, Shape shape, BooleanSupplier getsStuck) {
    this.client = client;
    this.origin = origin;
    this.shape = shape;
    this.getsStuck = getsStuck;
  }

  /**
   * @param ended called once, when either side has closed
   */
  void start(Runnable ended) {
    Duration oneWay = shape.roundTrip().dividedBy(2);
    // Loopback opens connections at once: what a handshake takes is made up for here.
    Pipe requests = new Pipe(REQUEST_WINDOW_BYTES, oneWay, shape.roundTrip(), Pace.unlimited());
    Pipe answers =
        new Pipe(shape.windowBytes(), oneWay, Duration.ZERO, Pace.of(shape.bytesPerSecond()));
    Runnable end =
        () -> {
          close();
          ended.run();
        };
    requests.start(client, origin, bytes -> {}, end);
    answers.start(origin, client, this::brought, end);
  }

  /** On the one thread that writes answers. */
  private void brought(int bytes) throws IOException {
    broughtBytes += bytes;
    if (shape.stallAfterBytes() == 0 || asked || broughtBytes < shape.stallAfterBytes()) {
      return;
    }
    asked = true;
    if (getsStuck.getAsBoolean()) {
      try {
        closed.await();
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
    }
  }

  void close() {
    closed.countDown();
    for (Socket socket : new Socket[] {client, origin}) {
      try {
        socket.close();
      } catch (IOException alreadyClosed) {
        // Closing is all that was wanted.
      }
    }
  }
}
