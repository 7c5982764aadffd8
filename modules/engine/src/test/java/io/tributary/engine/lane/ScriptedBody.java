package io.tributary.engine.lane;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.storage.RangeBody;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A body whose bytes, end and failure come when a test says so. */
final class ScriptedBody implements RangeBody {
  private sealed interface Event {}

  private record Bytes(ByteBuffer bytes) implements Event {}

  private record Failed(RuntimeException failure) implements Event {}

  private record End() implements Event {}

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private ByteBuffer current = ByteBuffer.allocate(0);
  private volatile boolean closed;

  void send(byte[] bytes) {
    events.add(new Bytes(ByteBuffer.wrap(bytes)));
  }

  void complete() {
    events.add(new End());
  }

  void fail(RuntimeException failure) {
    events.add(new Failed(failure));
  }

  boolean closed() {
    return closed;
  }

  @Override
  public int read(ByteBuffer into) {
    while (!current.hasRemaining()) {
      Event next = next();
      if (next instanceof Failed failed) {
        throw failed.failure();
      }
      if (next instanceof End) {
        return -1;
      }
      current = ((Bytes) next).bytes();
    }
    int count = Math.min(current.remaining(), into.remaining());
    into.put(current.slice(current.position(), count));
    current.position(current.position() + count);
    return count;
  }

  private Event next() {
    try {
      return events.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    fail(new Failure(FailureKind.NETWORK, "read", "x", "the body was closed", "").asException());
  }

  @Override
  public Source<ByteString, NotUsed> bytes() {
    throw new UnsupportedOperationException("lanes read");
  }
}
