package io.tributary.engine.lane;

import io.tributary.core.failure.TributaryException;
import io.tributary.engine.dataport.PartSender;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Brings a range to its home as it arrives, in parts; one counts as written when the home says so.
 * Who fills it waits for the home's disk.
 */
final class HomeLanding implements Landing {
  private final HomeFile file;
  private final LaneLease lease;
  private final RangeLimit limit;
  private final TransferGauge gauge;
  private final long patienceNanos;
  private final Executor connectionDispatcher;

  /** Held while a part grows or ends. */
  private final ReentrantLock growing = new ReentrantLock();

  private long position;
  private PartSender senderOrNull;
  private TributaryException failureOrNull;
  private volatile PartSender waitingFor;
  private volatile long beganNanos;
  private volatile boolean open;
  private volatile boolean over;
  private volatile long waitingSinceNanos;

  HomeLanding(
      HomeFile file,
      LaneLease lease,
      RangeTransfer transfer,
      Duration patience,
      Executor connectionDispatcher) {
    this.file = file;
    this.lease = lease;
    this.limit = transfer.limit();
    this.gauge = transfer.gauge();
    this.patienceNanos = patience.toNanos();
    this.connectionDispatcher = connectionDispatcher;
    this.position = limit.claimed();
  }

  @Override
  public void take(ByteBuffer bytes) {
    growing.lock();
    try {
      throwEarlierFailure();
      int granted = over ? 0 : limit.claim(bytes.remaining());
      if (granted == 0) {
        return;
      }
      if (senderOrNull == null) {
        senderOrNull = file.begin(position, gauge);
        beganNanos = System.nanoTime();
        open = true;
      }
      send(bytes.duplicate().limit(bytes.position() + granted));
    } finally {
      growing.unlock();
    }
  }

  /** The lease is looked at after each wait: for the home to open the file, and for its disk. */
  private void send(ByteBuffer ours) {
    PartSender sender = senderOrNull;
    int length = ours.remaining();
    await(() -> over = !sender.send(ours, lease::holds));
    position += length;
    if (over) {
      leave(sender);
    } else if (due(System.nanoTime())) {
      finish();
    }
  }

  /** The lease is over, and with it the range: nothing counts of the part that is begun. */
  private void leave(PartSender sender) {
    over = true;
    senderOrNull = null;
    open = false;
    file.failed(sender);
  }

  private boolean due(long nowNanos) {
    return senderOrNull.lengthBytes() >= SegmentBuilder.MAX_SEGMENT_BYTES
        || nowNanos - beganNanos >= SegmentBuilder.MAX_AGE_NANOS;
  }

  private void finish() {
    PartSender sender = senderOrNull;
    if (!lease.holds()) {
      leave(sender);
      return;
    }
    await(() -> gauge.setWritten(file.finish(sender).end()));
    senderOrNull = null;
    open = false;
  }

  /** What fails is over: bytes of an unfinished part are the next lane's to fetch. */
  private void await(Runnable step) {
    PartSender sender = senderOrNull;
    waitingSinceNanos = System.nanoTime();
    waitingFor = sender;
    try {
      step.run();
    } catch (TributaryException e) {
      gauge.setCutOff();
      failureOrNull = e;
      senderOrNull = null;
      open = false;
      file.failed(sender);
      throw e;
    } finally {
      waitingFor = null;
    }
  }

  private void throwEarlierFailure() {
    if (failureOrNull != null) {
      throw failureOrNull;
    }
  }

  @Override
  public boolean full() {
    return over || limit.over();
  }

  /** Ends a part that is old, elsewhere since that blocks; and the wait for a home that is gone. */
  @Override
  public void reportWhenDue(long nowNanos) {
    PartSender waited = waitingFor;
    if (waited != null && nowNanos - waitingSinceNanos > patienceNanos) {
      waited.close();
    } else if (open && waited == null && nowNanos - beganNanos >= SegmentBuilder.MAX_AGE_NANOS) {
      connectionDispatcher.execute(this::finishWhenOld);
    }
  }

  private void finishWhenOld() {
    if (!growing.tryLock()) {
      return;
    }
    try {
      if (senderOrNull != null && due(System.nanoTime())) {
        finish();
      }
    } catch (TributaryException e) {
      // Whoever brings more bytes, or ends the range, hears of it.
      failureOrNull = e;
    } finally {
      growing.unlock();
    }
  }

  @Override
  public void end() {
    growing.lock();
    try {
      if (senderOrNull != null) {
        finish();
      }
      throwEarlierFailure();
    } finally {
      growing.unlock();
    }
  }
}
