package io.tributary.engine.lane;

import akka.actor.typed.ActorRef;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.ledger.Segment;
import io.tributary.engine.dataport.PartSender;
import io.tributary.engine.destination.DestinationWriter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A temporary file that only its home sees: bytes go there over the data port. One range at a time,
 * as a lane has.
 */
final class HomeFile implements LaneFile {
  /** The home forgets a file that nobody writes to; well before, it is asked again. */
  private static final Duration ASK_AGAIN = Duration.ofSeconds(20);

  /** The coordinator takes a lane that opens for lost when it is silent for longer. */
  private static final Duration FIRST_PATIENCE = Duration.ofSeconds(5);

  private final LaneJob job;
  private final RemoteHome home;
  private final LaneLease lease;
  private final Duration patience;
  private final Executor connectionDispatcher;
  private PartSender senderOrNull;
  private long confirmedNanos;
  private boolean closed;

  /**
   * @param patience with the home's disk
   */
  HomeFile(
      LaneJob job,
      RemoteHome home,
      LaneLease lease,
      Duration patience,
      Executor connectionDispatcher) {
    this.job = job;
    this.home = home;
    this.lease = lease;
    this.patience = patience;
    this.connectionDispatcher = connectionDispatcher;
  }

  @Override
  public Landing landing(RangeTransfer transfer) {
    return new HomeLanding(this, lease, transfer, patience, connectionDispatcher);
  }

  @Override
  public void write(ByteBuffer bytes, long offset, TransferGauge gauge) {
    PartSender sender = begin(offset, gauge);
    // A hedge is small, and nobody ends one that is being written: the whole has this limit.
    CompletableFuture<Void> done = closeWhenLate(sender);
    try {
      if (sender.send(bytes, lease::holds) && lease.holds()) {
        gauge.setWritten(finish(sender).end());
      } else {
        failed(sender);
      }
    } catch (TributaryException e) {
      gauge.setCutOff();
      failed(sender);
      throw e;
    } finally {
      done.complete(null);
    }
  }

  /** Ends a wait for the home that takes longer than its patience: it fails then. */
  private CompletableFuture<Void> closeWhenLate(PartSender sender) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    var unused =
        done.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (nothing, late) -> {
                  if (late != null) {
                    sender.close();
                  }
                });
    return done;
  }

  /** Begins a part; waits for the home to open the file if need be. */
  PartSender begin(long offset, TransferGauge gauge) {
    PartSender sender = null;
    try {
      sender = opened();
      begin(sender, offset);
      return sender;
    } catch (TributaryException e) {
      gauge.setCutOff();
      if (sender != null) {
        failed(sender);
      }
      throw e;
    }
  }

  private void begin(PartSender sender, long offset) {
    CompletableFuture<Void> done = closeWhenLate(sender);
    try {
      sender.begin(job.temporaryName(), job.run(), offset);
    } finally {
      done.complete(null);
    }
    synchronized (this) {
      if (closed) {
        // It may have connected once more, and nobody would close that.
        sender.close();
      }
    }
  }

  /** Ends the part that was begun. */
  Segment finish(PartSender sender) {
    Segment segment = sender.finish();
    synchronized (this) {
      confirmedNanos = System.nanoTime();
    }
    return segment;
  }

  /** Nothing counts of a part that is begun; the home may be another process by now. */
  synchronized void failed(PartSender sender) {
    sender.close();
    if (senderOrNull == sender) {
      senderOrNull = null;
    }
  }

  private PartSender opened() {
    PartSender known = current();
    return known != null ? known : open();
  }

  private synchronized PartSender current() {
    boolean old = System.nanoTime() - confirmedNanos > ASK_AGAIN.toNanos();
    if (senderOrNull != null && old && !senderOrNull.begun()) {
      failed(senderOrNull);
    }
    return senderOrNull;
  }

  private PartSender open() {
    try {
      return askHome().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof TributaryException known ? known : e;
    }
  }

  /** What would never work is found out before anything is fetched; the rest is asked again. */
  @Override
  public CompletionStage<Void> reach() {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    askHome()
        .whenComplete(
            (sender, failure) -> {
              if (failure == null || mayPass(failure)) {
                answer.complete(null);
              } else {
                answer.completeExceptionally(failure);
              }
            });
    return answer.completeOnTimeout(null, FIRST_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static boolean mayPass(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof TributaryException known && known.kind().retryable();
  }

  private CompletionStage<PartSender> askHome() {
    return home.open().thenApply(this::use);
  }

  private synchronized PartSender use(PartSender sender) {
    if (senderOrNull != null) {
      // Who could not wait for this answer has another one by now.
      return senderOrNull;
    }
    senderOrNull = sender;
    confirmedNanos = System.nanoTime();
    if (closed) {
      sender.close();
    }
    return sender;
  }

  @Override
  public void drain(ActorRef<DestinationWriter.Drained> replyTo) {
    home.drain().whenComplete((done, failure) -> replyTo.tell(new DestinationWriter.Drained()));
  }

  @Override
  public void alive() {
    home.alive();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (senderOrNull != null) {
      senderOrNull.close();
    }
  }
}
