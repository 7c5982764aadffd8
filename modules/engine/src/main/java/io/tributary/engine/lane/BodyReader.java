package io.tributary.engine.lane;

import akka.Done;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.governor.Bandwidth;
import io.tributary.storage.RangeBody;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Carries the bytes of one body from its connection to where they land: one thread, one direct
 * buffer, no copy in between. {@link #read} blocks, on the connection dispatcher; all else may be
 * called from any thread.
 */
public final class BodyReader {
  /**
   * A read that brought less than this is followed by a short pause, so that the next brings more.
   */
  private static final int SMALL_READ_BYTES = 16 << 10;

  /** At 20 MB/s a pause gathers 20 KiB: a twelfth of the system calls that packets would make. */
  private static final long GATHERING_NANOS = 1_000_000;

  /** A limit may change while it holds a reader back: so often it looks again. */
  private static final long LOOK_AGAIN_NANOS = 100_000_000;

  /**
   * @param buffer direct, owned by the lane, free between ranges
   * @param arrivedBytes counts what arrives, with all else that does on this node
   */
  public record Terms(
      ByteBuffer buffer,
      Bandwidth limit,
      LongAdder arrivedBytes,
      Duration stallTimeout,
      String sourceDisplay) {}

  private final Terms terms;
  private final Landing landing;
  private final TransferGauge gauge;
  private final StallWatch watch;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile RangeBody body;

  /** True while only the network keeps us waiting. */
  private volatile boolean waiting;

  private volatile boolean stalled;

  public BodyReader(Terms terms, Landing landing, TransferGauge gauge) {
    this.terms = terms;
    this.landing = landing;
    this.gauge = gauge;
    this.watch = new StallWatch(terms.stallTimeout(), System.nanoTime());
  }

  /**
   * Reads until the landing is full, the body ends or somebody stops it; whatever arrived has
   * landed when it returns or throws.
   *
   * @throws io.tributary.core.failure.TributaryException what the body or the disk failed with,
   *     NETWORK when it stalled
   */
  public Done read(RangeBody open) {
    body = open;
    try (open) {
      watch.heldBack(System.nanoTime());
      while (!stopped() && !landing.full()) {
        int count = readOnce(open);
        if (count < 0) {
          break;
        }
        land(count);
      }
    } catch (RuntimeException e) {
      if (stalled) {
        throw stall().asException(e);
      }
      if (!stopped()) {
        throw e;
      }
    } finally {
      landing.end();
    }
    return Done.getInstance();
  }

  private boolean stopped() {
    return stopped.getCount() == 0;
  }

  private int readOnce(RangeBody open) {
    ByteBuffer buffer = terms.buffer().clear();
    buffer.limit(terms.limit().piece(buffer.limit()));
    waiting = true;
    int count = open.read(buffer);
    waiting = false;
    return count;
  }

  private void land(int count) {
    long arrivedNanos = System.nanoTime();
    gauge.addReceived(count);
    terms.arrivedBytes().add(count);
    watch.received(count, arrivedNanos);
    landing.take(terms.buffer().flip());
    watch.kept(System.nanoTime() - arrivedNanos);
    holdBack(count);
    if (count < SMALL_READ_BYTES && !landing.full()) {
      LockSupport.parkNanos(GATHERING_NANOS);
    }
  }

  private void holdBack(int bytes) {
    long taken = terms.limit().take(bytes);
    long waitNanos = terms.limit().waitNanos(taken);
    if (waitNanos == 0) {
      return;
    }
    try {
      while (waitNanos > 0
          && !stopped.await(Math.min(waitNanos, LOOK_AGAIN_NANOS), TimeUnit.NANOSECONDS)) {
        waitNanos = terms.limit().waitNanos(taken);
      }
    } catch (InterruptedException e) {
      // Nobody has reason to interrupt; a file that this thread uses would be closed by it.
      throw new IllegalStateException("interrupted while a limit holds it back", e);
    }
    watch.heldBack(System.nanoTime());
  }

  /** To be called a few times a second: reports what is due, and ends what does not flow. */
  public void tick(long nowNanos) {
    landing.reportWhenDue(nowNanos);
    RangeBody open = body;
    if (open != null && waiting && watch.stalled(nowNanos)) {
      stalled = true;
      open.close();
    }
  }

  /** Ends it now; what has arrived still lands. */
  public void stop() {
    stopped.countDown();
    RangeBody open = body;
    if (open != null) {
      open.close();
    }
  }

  private Failure stall() {
    return new Failure(
        FailureKind.NETWORK,
        "fetch a range of",
        terms.sourceDisplay(),
        "fewer than "
            + StallWatch.LEAST_BYTES_PER_SECOND
            + " bytes/s arrived for "
            + terms.stallTimeout().toSeconds()
            + " s",
        "");
  }
}
