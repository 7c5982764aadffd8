package io.tributary.engine.lane;

import akka.actor.typed.ActorRef;
import io.tributary.core.ledger.Segment;
import io.tributary.engine.destination.DestinationWriter;
import io.tributary.engine.destination.OpenFile;
import io.tributary.engine.lease.Lease;
import java.nio.ByteBuffer;

/** A temporary file that this node sees: bytes go straight into it. */
final class SharedFile implements LaneFile {
  private final PartFetcher.Begin begin;
  private final Lease<OpenFile> file;

  SharedFile(PartFetcher.Begin begin, Lease<OpenFile> file) {
    this.begin = begin;
    this.file = file;
  }

  @Override
  public Landing landing(RangeTransfer transfer) {
    return new FileLanding(
        file.value().file(),
        begin.job().origin(),
        transfer.limit(),
        transfer.gauge(),
        this::written);
  }

  private void written(Segment segment) {
    LaneJob job = begin.job();
    file.value()
        .writer()
        .tell(new DestinationWriter.Written(segment, job.run(), job.recording(), begin.recorder()));
  }

  @Override
  public void write(ByteBuffer bytes, long offset, TransferGauge gauge) {
    SegmentBuilder segment = new SegmentBuilder(offset);
    file.value().file().writeAt(bytes.duplicate(), offset - begin.job().origin());
    segment.append(bytes, System.nanoTime());
    gauge.setWritten(segment.position());
    segment.finish().ifPresent(this::written);
  }

  /** Its lease is looked at before each write, on this very node. */
  @Override
  public void alive() {}

  @Override
  public void drain(ActorRef<DestinationWriter.Drained> replyTo) {
    file.value().writer().tell(new DestinationWriter.Drain(replyTo));
  }

  @Override
  public void close() {
    file.close();
  }
}
