package io.tributary.engine.lane;

import akka.Done;
import akka.stream.javadsl.Sink;
import akka.util.ByteString;
import java.nio.ByteBuffer;
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

  Sink<ByteString, CompletionStage<Done>> sink() {
    return Sink.foreach(this::append);
  }

  private void append(ByteString chunk) {
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
