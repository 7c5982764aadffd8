package io.tributary.engine.client.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * When a call is over, however slowly its answer comes: the timeouts of a connection begin anew
 * with each byte. For one thread; another one cuts the connection.
 */
final class CallEnd implements AutoCloseable {
  private static final int BUFFER_BYTES = 8 << 10;

  private final Duration most;
  private final long endNanos;

  /** Fails at the end, unless the head of the answer has come. */
  private final CompletableFuture<Void> head = new CompletableFuture<>();

  /** What is done within the time. */
  @FunctionalInterface
  interface Exchange<T> {
    T run() throws IOException;
  }

  /**
   * Begins to count.
   *
   * @param most at least a millisecond
   */
  CallEnd(HttpURLConnection connection, Duration most) {
    this.most = most;
    this.endNanos = System.nanoTime() + most.toNanos();
    var unused =
        head.orTimeout(most.toMillis(), TimeUnit.MILLISECONDS)
            .exceptionallyAsync(
                late -> {
                  connection.disconnect();
                  return null;
                });
  }

  /**
   * Runs it; throws what it throws, or a SocketTimeoutException when that comes of the end.
   *
   * @param exchange connects, calls {@link #requireTime}, waits for the head of the answer, and
   *     calls {@link #headCame}
   */
  <T> T within(Exchange<T> exchange) throws IOException {
    try {
      return exchange.run();
    } catch (IOException | RuntimeException e) {
      // A connection that another thread cuts says so in many ways.
      if (head.isCompletedExceptionally()) {
        throw late(e);
      }
      throw e;
    }
  }

  /** Before there is a connection there is none to cut. */
  void requireTime() throws IOException {
    if (System.nanoTime() - endNanos >= 0) {
      throw late(null);
    }
  }

  /**
   * From then on the connection is not cut any more: its streams let nobody close them while they
   * are read.
   */
  void headCame() throws IOException {
    if (!head.complete(null)) {
      throw late(null);
    }
  }

  /** So many bytes, or all there are. Who reads looks at the time himself. */
  byte[] read(InputStream in, int mostBytes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER_BYTES];
    while (bytes.size() < mostBytes) {
      int read = in.read(buffer, 0, Math.min(buffer.length, mostBytes - bytes.size()));
      if (read < 0) {
        break;
      }
      bytes.write(buffer, 0, read);
      requireTime();
    }
    return bytes.toByteArray();
  }

  private SocketTimeoutException late(Exception causeOrNull) {
    SocketTimeoutException late =
        new SocketTimeoutException("its answer was not complete after " + most.toMillis() + " ms");
    late.initCause(causeOrNull);
    return late;
  }

  @Override
  public void close() {
    head.complete(null);
  }
}
