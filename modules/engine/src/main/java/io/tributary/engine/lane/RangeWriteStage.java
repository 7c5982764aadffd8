package io.tributary.engine.lane;

import akka.Done;
import akka.stream.ActorAttributes;
import akka.stream.Attributes;
import akka.stream.Inlet;
import akka.stream.SinkShape;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.GraphStageWithMaterializedValue;
import akka.stream.stage.TimerGraphStageLogic;
import akka.util.ByteString;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.ledger.Segment;
import io.tributary.engine.node.Bandwidth;
import io.tributary.engine.node.Dispatchers;
import io.tributary.storage.TemporaryFile;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import scala.Tuple2;

/**
 * Writes a body into the temporary file as it arrives, on the file dispatcher. Small chunks are
 * gathered in one direct buffer, so that a byte is copied once between the socket's buffer and the
 * kernel.
 *
 * <p>However the stream ends, what was gathered is written and reported first: nothing received is
 * lost.
 */
final class RangeWriteStage
    extends GraphStageWithMaterializedValue<SinkShape<ByteString>, CompletionStage<Done>> {

  /**
   * @param origin offset in the object of the file's first byte
   * @param buffer direct, owned by the lane, free between ranges
   * @param onSegment called on the stream's thread for every segment written
   */
  record Target(
      TemporaryFile file,
      long origin,
      ByteBuffer buffer,
      List<Bandwidth> limits,
      Duration stallTimeout,
      String sourceDisplay,
      Consumer<Segment> onSegment) {}

  private static final Duration TICK = Duration.ofMillis(250);
  private static final String TICK_TIMER = "tick";
  private static final String RESUME_TIMER = "resume";

  /** Chunks are up to 256 KiB: two of them on their way between dispatchers, per lane. */
  private static final int INPUT_BUFFER = 2;

  private final Inlet<ByteString> in = Inlet.create("RangeWrite.in");
  private final SinkShape<ByteString> shape = SinkShape.of(in);
  private final Target target;
  private final RangeLimit limit;
  private final TransferGauge gauge;

  RangeWriteStage(Target target, RangeLimit limit, TransferGauge gauge) {
    this.target = target;
    this.limit = limit;
    this.gauge = gauge;
  }

  @Override
  public SinkShape<ByteString> shape() {
    return shape;
  }

  @Override
  public Attributes initialAttributes() {
    return ActorAttributes.dispatcher(Dispatchers.FILE)
        .and(Attributes.inputBuffer(INPUT_BUFFER, INPUT_BUFFER));
  }

  @Override
  public Tuple2<GraphStageLogic, CompletionStage<Done>> createLogicAndMaterializedValue(
      Attributes inherited) {
    CompletableFuture<Done> done = new CompletableFuture<>();
    return Tuple2.apply(new Logic(done), done);
  }

  private final class Logic extends TimerGraphStageLogic {
    private final CompletableFuture<Done> done;
    private final ByteBuffer buffer = target.buffer().clear();
    private final SegmentBuilder segment = new SegmentBuilder(limit.claimed());
    private final StallWatch watch = new StallWatch(target.stallTimeout(), System.nanoTime());
    private boolean holdingBack;

    Logic(CompletableFuture<Done> done) {
      super(shape);
      this.done = done;
      setHandler(
          in,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              accept(grab(in));
            }

            @Override
            public void onUpstreamFinish() {
              finish();
            }

            @Override
            public void onUpstreamFailure(Throwable cause) {
              fail(cause);
            }
          });
    }

    @Override
    public void preStart() {
      scheduleAtFixedRate(TICK_TIMER, TICK, TICK);
      pull(in);
    }

    @Override
    public void onTimer(Object key) {
      if (RESUME_TIMER.equals(key)) {
        holdingBack = false;
        watch.heldBack(System.nanoTime());
        pull(in);
      } else {
        tick(System.nanoTime());
      }
    }

    @Override
    public void postStop() {
      done.completeExceptionally(new IllegalStateException("the node is shutting down"));
    }

    private void accept(ByteString bytes) {
      try {
        gauge.addReceived(bytes.size());
        watch.received(bytes.size(), System.nanoTime());
        for (ByteBuffer chunk : bytes.getByteBuffers()) {
          gather(chunk);
        }
      } catch (RuntimeException e) {
        fail(e);
        return;
      }
      if (limit.remaining() <= buffer.position()) {
        finish();
      } else {
        pullWhenAllowed(bytes.size());
      }
    }

    private void gather(ByteBuffer chunk) {
      while (chunk.hasRemaining()) {
        int count = Math.min(chunk.remaining(), buffer.remaining());
        buffer.put(buffer.position(), chunk, chunk.position(), count);
        buffer.position(buffer.position() + count);
        chunk.position(chunk.position() + count);
        if (!buffer.hasRemaining()) {
          drain();
        }
      }
    }

    private void pullWhenAllowed(long bytes) {
      long waitNanos = 0;
      for (Bandwidth bandwidth : target.limits()) {
        waitNanos = Math.max(waitNanos, bandwidth.reserve(bytes));
      }
      if (waitNanos == 0) {
        pull(in);
      } else {
        holdingBack = true;
        scheduleOnce(RESUME_TIMER, Duration.ofNanos(waitNanos));
      }
    }

    private void tick(long nowNanos) {
      try {
        drain();
        reportWhenDue(nowNanos);
      } catch (RuntimeException e) {
        fail(e);
        return;
      }
      if (limit.over()) {
        finish();
      } else if (!holdingBack && watch.stalled(nowNanos)) {
        fail(stalled().asException());
      }
    }

    private Failure stalled() {
      return new Failure(
          FailureKind.NETWORK,
          "fetch a range of",
          target.sourceDisplay(),
          "fewer than "
              + StallWatch.LEAST_BYTES_PER_SECOND
              + " bytes/s arrived for "
              + target.stallTimeout().toSeconds()
              + " s",
          "");
    }

    /** Writes what is gathered, as far as this range still owns it. */
    private void drain() {
      buffer.flip();
      int granted = limit.claim(buffer.remaining());
      if (granted > 0) {
        long position = segment.position();
        buffer.limit(granted);
        long beganNanos = System.nanoTime();
        target.file().writeAt(buffer.duplicate(), position - target.origin());
        long nowNanos = System.nanoTime();
        watch.kept(nowNanos - beganNanos);
        segment.append(buffer, nowNanos);
        gauge.setWritten(segment.position());
        reportWhenDue(nowNanos);
      }
      buffer.clear();
    }

    private void reportWhenDue(long nowNanos) {
      if (segment.due(nowNanos)) {
        segment.finish().ifPresent(target.onSegment());
      }
    }

    private void finish() {
      try {
        drain();
        segment.finish().ifPresent(target.onSegment());
        done.complete(Done.getInstance());
      } catch (RuntimeException e) {
        done.completeExceptionally(e);
      }
      completeStage();
    }

    private void fail(Throwable cause) {
      try {
        drain();
        segment.finish().ifPresent(target.onSegment());
      } catch (RuntimeException writeFailure) {
        if (writeFailure != cause) {
          cause.addSuppressed(writeFailure);
        }
      }
      done.completeExceptionally(cause);
      cancelStage(cause);
    }
  }
}
