package io.tributary.engine.lane;

import io.tributary.engine.node.LaneBuffers;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * What a lane reads into. It is given back, and becomes another lane's, when the lane is over and
 * the last request has ended: one that was told to end may still read for a moment. Thread-safe.
 */
final class LaneBuffer implements AutoCloseable {
  private final LaneBuffers buffers;
  private final ByteBuffer bytes;
  private final AtomicInteger users = new AtomicInteger(1);
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Takes one; there may be no memory for it. */
  LaneBuffer(LaneBuffers buffers) {
    this.buffers = buffers;
    this.bytes = buffers.take();
  }

  /** Lends it to what is begun, and to nothing else, until that has ended. */
  <T> CompletionStage<T> during(Function<ByteBuffer, CompletionStage<T>> use) {
    users.incrementAndGet();
    try {
      return use.apply(bytes).whenComplete((done, failure) -> leave());
    } catch (RuntimeException | Error e) {
      leave();
      throw e;
    }
  }

  private void leave() {
    if (users.decrementAndGet() == 0) {
      buffers.giveBack(bytes);
    }
  }

  /** The lane is over. Idempotent. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      leave();
    }
  }
}
