package io.tributary.engine.dataport;

import akka.stream.javadsl.SinkQueueWithCancel;
import akka.util.ByteString;
import io.tributary.core.checksum.Crc;
import io.tributary.core.ledger.Segment;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes one part off the network and writes it. It asks for more only when what it has is written,
 * so that a slow disk holds the sender back. For one thread, which it blocks.
 */
final class PartReceiver {
  /** One for each thread of the data port, which are bounded. */
  private static final ThreadLocal<ByteBuffer> FRAMES =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(Frames.MOST_BYTES));

  private final SinkQueueWithCancel<ByteString> incoming;
  private final Duration silence;
  private final ByteBuffer frame = FRAMES.get();
  private final ByteBuffer header = ByteBuffer.allocate(Frames.HEADER_BYTES);
  private ByteString ahead = ByteString.emptyByteString();

  /** What the part waited for this node since its lane was last known to be there. */
  private long waitedNanos;

  /**
   * @param silence a sender that says nothing for so long is gone, or came so late that its range
   *     may be another lane's by now
   */
  PartReceiver(SinkQueueWithCancel<ByteString> incoming, Duration silence) {
    this.incoming = incoming;
    this.silence = silence;
  }

  /**
   * Writes all of it, and says so. What had to wait here, for a thread or for the disk, so long
   * that its range may be another lane's by now, is written only if its own lane is still heard of.
   *
   * @param arrivedNanos when the part was begun
   * @throws IOException when it breaks off; what was written by then counts for nothing
   */
  Segment receive(OpenPart part, int lane, long offset, long arrivedNanos) throws IOException {
    waitedNanos = System.nanoTime() - arrivedNanos;
    long length = 0;
    long crc64 = 0;
    while (more()) {
      int bytes = readFrame();
      long frameCrc = Frames.crc64(frame);
      if (frameCrc != header.getLong(Integer.BYTES)) {
        throw new BadFrameException("its CRC differs");
      }
      if (length + bytes > Frames.MOST_PART_BYTES) {
        throw new BadFrameException("a part beyond its limit");
      }
      requireHeard(part, lane);
      write(part, offset + length);
      crc64 = Crc.CRC64_XZ.combine(crc64, frameCrc, bytes);
      length += bytes;
    }
    if (length == 0) {
      throw new BadFrameException("a part without bytes");
    }
    Segment segment = new Segment(offset, length, crc64);
    requireHeard(part, lane);
    requireOpen(part.report(segment));
    return segment;
  }

  private void write(OpenPart part, long offset) throws IOException {
    long beganNanos = System.nanoTime();
    requireOpen(part.write(frame.duplicate(), offset));
    waitedNanos += System.nanoTime() - beganNanos;
  }

  private void requireHeard(OpenPart part, int lane) throws IOException {
    if (waitedNanos <= silence.toNanos()) {
      return;
    }
    if (!part.heardWithin(lane, silence)) {
      throw new IOException("it waited for this node, and its lane is not heard of any more");
    }
    waitedNanos = 0;
  }

  private static void requireOpen(boolean open) throws IOException {
    if (!open) {
      throw new IOException("nobody writes to such a file here any more");
    }
  }

  private int readFrame() throws IOException {
    fill(header.clear());
    int bytes = header.getInt(0);
    if (bytes <= 0 || bytes > Frames.MOST_BYTES) {
      throw new BadFrameException("a frame of " + bytes + " bytes");
    }
    fill(frame.clear().limit(bytes));
    frame.flip();
    return bytes;
  }

  private void fill(ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      if (!more()) {
        throw new EOFException("the part ends within a frame");
      }
      ahead = ahead.drop(ahead.copyToBuffer(into));
    }
  }

  /** False at the proper end. */
  private boolean more() throws IOException {
    while (ahead.isEmpty()) {
      Optional<ByteString> next = next();
      if (next.isEmpty()) {
        return false;
      }
      ahead = next.get();
    }
    return true;
  }

  private Optional<ByteString> next() throws IOException {
    try {
      return incoming.pull().toCompletableFuture().get(silence.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the connection broke", e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("nothing came for " + silence.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      // Nobody has reason to interrupt; a file that this thread uses would be closed by it.
      throw new IllegalStateException("interrupted while it waits for a lane", e);
    }
  }
}
