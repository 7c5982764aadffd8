package io.tributary.engine.lane;

import akka.Done;
import akka.stream.javadsl.Sink;
import akka.util.ByteString;
import io.tributary.engine.node.Bandwidth;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Holds a hedged range in memory until it is known which bytes of it are still wanted: two lanes
 * never write the same bytes of the file.
 */
final class HedgeBuffer {
  private final long start;
  private final ByteBuffer bytes;
  private final TransferGauge gauge;

  HedgeBuffer(long start, int lengthBytes, TransferGauge gauge) {
    this.start = start;
    this.bytes = ByteBuffer.allocate(lengthBytes);
    this.gauge = gauge;
  }

  /**
   * @param limits are charged without waiting: a race is for time, and others pay with theirs
   */
  Sink<ByteString, CompletionStage<Done>> sink(List<Bandwidth> limits) {
    return Sink.foreach(chunk -> append(chunk, limits));
  }

  void append(ByteString chunk, List<Bandwidth> limits) {
    limits.forEach(limit -> limit.reserve(chunk.size()));
    gauge.addReceived(chunk.size());
    chunk.getByteBuffers().forEach(bytes::put);
  }

  boolean complete() {
    return !bytes.hasRemaining();
  }

  /** The bytes from this offset of the object to the range's end. */
  ByteBuffer from(long position) {
    int offset = Math.toIntExact(position - start);
    return bytes.duplicate().position(offset).limit(bytes.capacity()).slice();
  }
}
