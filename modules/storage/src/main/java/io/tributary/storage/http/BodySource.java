package io.tributary.storage.http;

import akka.stream.Attributes;
import akka.stream.Outlet;
import akka.stream.SourceShape;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.util.ByteString;
import io.tributary.storage.RangeBody;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Executor;

/** A body as a stream. Reading blocks, so it happens elsewhere: the stream's timers go on. */
final class BodySource extends GraphStage<SourceShape<ByteString>> {
  private static final int CHUNK_BYTES = 64 << 10;

  private final Outlet<ByteString> out = Outlet.create("body.out");
  private final SourceShape<ByteString> shape = SourceShape.of(out);
  private final RangeBody body;
  private final Executor blocking;

  BodySource(RangeBody body, Executor blocking) {
    this.body = body;
    this.blocking = blocking;
  }

  @Override
  public SourceShape<ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends GraphStageLogic {
    private final AsyncCallback<ByteString> arrived = createAsyncCallback(this::emit);
    private final AsyncCallback<Throwable> failed = createAsyncCallback(this::failStage);

    Logic() {
      super(shape);
      setHandler(
          out,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              blocking.execute(Logic.this::read);
            }
          });
    }

    private void read() {
      byte[] chunk = new byte[CHUNK_BYTES];
      try {
        int count = body.read(ByteBuffer.wrap(chunk));
        byte[] filled = count == chunk.length ? chunk : Arrays.copyOf(chunk, Math.max(0, count));
        arrived.invoke(ByteString.fromArrayUnsafe(filled));
      } catch (RuntimeException e) {
        failed.invoke(e);
      }
    }

    private void emit(ByteString bytes) {
      if (bytes.isEmpty()) {
        completeStage();
      } else {
        push(out, bytes);
      }
    }

    @Override
    public void postStop() {
      body.close();
    }
  }
}
