package io.tributary.storage.http;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.TimerGraphStageLogic;
import akka.util.ByteString;
import java.time.Duration;

/**
 * Counts a body's bytes as they pass, untouched, and tells how it ended. Bytes beyond the expected
 * ones never pass.
 */
final class BodyStage extends GraphStage<FlowShape<ByteString, ByteString>> {

  /** Hears of the body; called on the stream's thread. */
  interface Listener {
    /** Somebody reads. */
    void started();

    /** All came, and the server ended the body: the connection may serve the next request. */
    void complete();

    /** The body ended early, was too long or was cancelled: the connection is of no more use. */
    void broken();

    /** The failure to report when the body ended after {@code bytes}; cause null at a clean end. */
    Throwable truncated(long bytes, Throwable cause);

    /** The failure to report when more came than was expected. */
    Throwable tooLong();
  }

  /** How long a body whose bytes are all there may take to end, for its connection to be kept. */
  private static final Duration END_PATIENCE = Duration.ofSeconds(1);

  private static final String END_TIMER = "end";

  private final Inlet<ByteString> in = Inlet.create("body.in");
  private final Outlet<ByteString> out = Outlet.create("body.out");
  private final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);
  private final long expectedBytes;
  private final Listener listener;

  /**
   * @param expectedBytes -1 when the end of the stream is the end of the body
   */
  BodyStage(long expectedBytes, Listener listener) {
    this.expectedBytes = expectedBytes;
    this.listener = listener;
  }

  @Override
  public FlowShape<ByteString, ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Counting();
  }

  private final class Counting extends TimerGraphStageLogic {
    private long seenBytes;
    private boolean whole;

    Counting() {
      super(shape);
      setHandler(in, new Arrivals());
      setHandler(
          out,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              pull(in);
            }

            @Override
            public void onDownstreamFinish(Throwable cause) {
              if (seenBytes == expectedBytes) {
                awaitEnd();
              } else {
                cancelStage(cause);
              }
            }
          });
    }

    /** The reader leaves at the last byte, before it can see the end: the connection is good. */
    private void awaitEnd() {
      scheduleOnce(END_TIMER, END_PATIENCE);
      if (!hasBeenPulled(in)) {
        pull(in);
      }
    }

    @Override
    public void onTimer(Object key) {
      completeStage();
    }

    @Override
    public void preStart() {
      listener.started();
    }

    @Override
    public void postStop() {
      if (whole) {
        listener.complete();
      } else {
        listener.broken();
      }
    }

    private final class Arrivals extends AbstractInHandler {
      @Override
      public void onPush() {
        ByteString bytes = grab(in);
        seenBytes += bytes.length();
        if (expectedBytes >= 0 && seenBytes > expectedBytes) {
          failStage(listener.tooLong());
        } else {
          push(out, bytes);
        }
      }

      @Override
      public void onUpstreamFinish() {
        if (expectedBytes < 0 || seenBytes == expectedBytes) {
          whole = true;
          completeStage();
        } else {
          failStage(listener.truncated(seenBytes, null));
        }
      }

      @Override
      public void onUpstreamFailure(Throwable failure) {
        failStage(listener.truncated(seenBytes, failure));
      }
    }
  }
}
