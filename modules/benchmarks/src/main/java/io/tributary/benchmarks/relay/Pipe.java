package io.tributary.benchmarks.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * One direction of a connection: a thread reads, another writes when it is time, and between them
 * lies at most a window of bytes.
 */
final class Pipe {
  private static final int CHUNK_BYTES = 32 << 10;
  private static final int LEAST_CHUNKS = 2;
  private static final int END = -1;

  private final BlockingQueue<Chunk> free;
  private final BlockingQueue<Chunk> full;
  private final long delayNanos;
  private final Pace pace;
  private long firstDelayNanos;

  /** Bytes that are under way. */
  private static final class Chunk {
    private final byte[] bytes = new byte[CHUNK_BYTES];
    private int length;
    private long dueNanos;
  }

  /** Told of what was written. May block, which holds back what follows. */
  interface Progress {
    void wrote(int bytes) throws IOException;
  }

  /**
   * @param delay from reading a byte to writing it, at least
   * @param firstDelay further delay of the first bytes
   */
  Pipe(long windowBytes, Duration delay, Duration firstDelay, Pace pace) {
    int chunks = (int) Math.max(LEAST_CHUNKS, windowBytes / CHUNK_BYTES);
    this.free = new ArrayBlockingQueue<>(chunks);
    this.full = new ArrayBlockingQueue<>(chunks);
    this.delayNanos = delay.toNanos();
    this.firstDelayNanos = firstDelay.toNanos();
    this.pace = pace;
    for (int i = 0; i < chunks; i++) {
      free.add(new Chunk());
    }
  }

  /**
   * @param end called when either side has closed; must close both
   */
  void start(Socket from, Socket to, Progress progress, Runnable end) {
    Threads.start("relay-read", () -> read(from));
    Threads.start("relay-write", () -> write(to, progress, end));
  }

  private void read(Socket from) {
    try {
      Chunk chunk = free.take();
      try {
        InputStream input = from.getInputStream();
        while ((chunk.length = input.read(chunk.bytes)) != END) {
          chunk.dueNanos = System.nanoTime() + delayNanos + firstDelayNanos;
          firstDelayNanos = 0;
          full.put(chunk);
          chunk = free.take();
        }
      } catch (IOException broken) {
        chunk.length = END;
      }
      chunk.dueNanos = System.nanoTime() + delayNanos;
      full.put(chunk);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(Socket to, Progress progress, Runnable end) {
    try {
      OutputStream output = to.getOutputStream();
      for (Chunk chunk = full.take(); chunk.length != END; chunk = full.take()) {
        await(chunk.dueNanos);
        await(pace.reserve(System.nanoTime(), chunk.length));
        output.write(chunk.bytes, 0, chunk.length);
        progress.wrote(chunk.length);
        free.put(chunk);
      }
    } catch (IOException broken) {
      // The other direction learns of it by the sockets being closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end.run();
      // The reader may be waiting for room; it has to see that the socket is closed.
      full.drainTo(free);
    }
  }

  private static void await(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
