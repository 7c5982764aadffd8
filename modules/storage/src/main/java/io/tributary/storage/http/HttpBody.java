package io.tributary.storage.http;

import akka.NotUsed;
import akka.actor.Cancellable;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.tributary.core.failure.TributaryException;
import io.tributary.storage.RangeBody;
import io.tributary.storage.wire.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A body on its connection. Counts what passes; bytes beyond the expected ones never do. Gives the
 * connection back when the body ended as it should, else ends it.
 */
final class HttpBody implements RangeBody {
  /** How long a body whose bytes are all there may take to end, for its connection to be kept. */
  private static final Duration END_PATIENCE = Duration.ofSeconds(1);

  private final Body body;
  private final long expectedBytes;
  private final Answer answer;
  private final Cancellable tooLate;
  private final AtomicBoolean over = new AtomicBoolean();

  /** Counted by the one thread that reads. */
  private final AtomicLong seenBytes = new AtomicLong();

  /** Set by whoever looks for the end: two who read would take what follows it. */
  private final AtomicBoolean ending = new AtomicBoolean();

  /**
   * @param expectedBytes {@link Body#UNKNOWN} when the end of the stream is the end of the body
   */
  HttpBody(Body body, long expectedBytes, Answer answer) {
    this.body = body;
    this.expectedBytes = expectedBytes;
    this.answer = answer;
    this.tooLate = answer.limits().after(answer.limits().bodyStart(), this::abort);
  }

  @Override
  public int read(ByteBuffer into) {
    tooLate.cancel();
    if (seenBytes.get() == expectedBytes) {
      requireEnd();
      return -1;
    }
    int limit = into.limit();
    if (expectedBytes >= 0) {
      into.limit((int) Math.min(limit, into.position() + expectedBytes - seenBytes.get()));
    }
    int count;
    try {
      count = over.get() ? -1 : body.read(into);
    } catch (IOException e) {
      abort();
      throw truncated();
    } finally {
      into.limit(limit);
    }
    if (count < 0) {
      atEnd();
      return -1;
    }
    seenBytes.addAndGet(count);
    return count;
  }

  private void atEnd() {
    if (expectedBytes >= 0 || !body.ended()) {
      abort();
      throw truncated();
    }
    release();
  }

  private TributaryException truncated() {
    return answer.failures().truncated(seenBytes.get(), expectedBytes);
  }

  /** After the last byte that was asked for, there must be nothing more. */
  private void requireEnd() {
    if (!over.get() && ending.compareAndSet(false, true)) {
      readEnd();
    }
  }

  private void readEnd() {
    boolean more;
    try {
      more = !body.ended() && body.read(ByteBuffer.allocate(1)) >= 0;
    } catch (IOException | RuntimeException e) {
      // All has come; only the connection is of no more use.
      abort();
      return;
    }
    if (more) {
      abort();
      throw answer.failures().tooLong(expectedBytes);
    }
    release();
  }

  private void release() {
    if (over.compareAndSet(false, true)) {
      answer.release();
    }
  }

  private void abort() {
    if (over.compareAndSet(false, true)) {
      answer.connection().abort(new Connection.Lost());
    }
  }

  @Override
  public void close() {
    tooLate.cancel();
    if (seenBytes.get() != expectedBytes) {
      abort();
    } else if (!over.get()) {
      leaveAtTheEnd();
    }
  }

  private void leaveAtTheEnd() {
    if (!ending.compareAndSet(false, true)) {
      // Somebody waits for the end already, but shall not for ever.
      var unused = answer.limits().after(END_PATIENCE, this::abort);
    } else if (body.ended()) {
      release();
    } else {
      answer.limits().blocking().execute(this::awaitEnd);
    }
  }

  /** The reader left at the last byte, before it could see the end: the connection is good. */
  private void awaitEnd() {
    Cancellable patience = answer.limits().after(END_PATIENCE, this::abort);
    try {
      readEnd();
    } catch (TributaryException e) {
      // Nobody wants what is too much; its connection is closed.
      return;
    } finally {
      patience.cancel();
    }
  }

  @Override
  public String requestId() {
    return answer.requestId();
  }

  @Override
  public Source<ByteString, NotUsed> bytes() {
    return Source.fromGraph(new BodySource(this, answer.limits().blocking()));
  }
}
