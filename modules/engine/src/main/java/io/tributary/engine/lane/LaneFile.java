package io.tributary.engine.lane;

import akka.actor.typed.ActorRef;
import io.tributary.engine.destination.DestinationWriter;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The temporary file as one lane reaches it: on a disk that its node sees, or through the home. */
interface LaneFile extends AutoCloseable {
  /**
   * Whether bytes will get there at all; fails with what no other try will change. Does not block.
   */
  default CompletionStage<Void> reach() {
    return CompletableFuture.completedStage(null);
  }

  /** For one range. */
  Landing landing(RangeTransfer transfer);

  /** Writes all of {@code bytes} at this offset of the object, and reports them. Blocks. */
  void write(ByteBuffer bytes, long offset, TransferGauge gauge);

  /** To be said about twice a second while the lane is at work and may write. */
  void alive();

  /** Has what is written reported; answers when it is, or cannot be. */
  void drain(ActorRef<DestinationWriter.Drained> replyTo);

  /** Any thread; does not block. */
  @Override
  void close();
}
