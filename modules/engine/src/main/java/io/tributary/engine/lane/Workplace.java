package io.tributary.engine.lane;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import io.tributary.core.ledger.Segment;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.destination.DestinationWriter;
import io.tributary.engine.destination.OpenFile;
import io.tributary.engine.lease.Lease;
import io.tributary.engine.node.Bandwidth;
import io.tributary.engine.node.NodeResources;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.RangeBody;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a lane has open while it works for one download on its node. */
final class Workplace implements AutoCloseable {
  private final PartFetcher.Begin begin;
  private final LaneLease lease;
  private final ActorSystem<?> system;
  private final NodeResources node;
  private final Lease<ObjectSource> source;
  private final Lease<OpenFile> file;
  private final Lease<Bandwidth> limit;
  private final ByteBuffer buffer;

  private Workplace(
      PartFetcher.Begin begin,
      LaneLease lease,
      ActorSystem<?> system,
      NodeResources node,
      Lease<ObjectSource> source,
      Lease<OpenFile> file,
      Lease<Bandwidth> limit,
      ByteBuffer buffer) {
    this.begin = begin;
    this.lease = lease;
    this.system = system;
    this.node = node;
    this.source = source;
    this.file = file;
    this.limit = limit;
    this.buffer = buffer;
  }

  /** Opens the source and the temporary file; on the file dispatcher, since opening blocks. */
  static CompletionStage<Workplace> open(
      PartFetcher.Begin begin, LaneLease lease, ActorSystem<?> system) {
    NodeResources node = NodeResources.get(system);
    return CompletableFuture.supplyAsync(
        () -> {
          LaneJob job = begin.job();
          // First, as there may be no memory for it: nothing is open yet that would stay so.
          ByteBuffer buffer = ByteBuffer.allocateDirect(node.laneBufferBytes());
          Lease<ObjectSource> source = node.sources().acquire(job.source());
          try {
            Lease<OpenFile> file =
                node.files().acquire(Path.of(job.destination()), job.temporaryName());
            return new Workplace(
                begin,
                lease,
                system,
                node,
                source,
                file,
                node.bandwidthOf(job.downloadId(), job.limitBytesPerSecond()),
                buffer);
          } catch (RuntimeException e) {
            source.close();
            throw e;
          }
        },
        node.fileDispatcher());
  }

  ActorRef<DestinationWriter.Command> writer() {
    return file.value().writer();
  }

  CompletionStage<Done> transfer(Assignment assignment) {
    return assignment
        .transfer()
        .run(node.connections(), () -> request(assignment), reader(assignment), system);
  }

  private CompletionStage<RangeBody> request(Assignment assignment) {
    LaneJob job = begin.job();
    if (!job.ranges() && assignment.start() != 0) {
      throw new IllegalArgumentException("a stream has no middle: " + assignment.start());
    }
    return job.ranges()
        ? source.value().open(job.identity(), new ByteRange(assignment.start(), assignment.end()))
        : source.value().openWhole(job.identity());
  }

  private BodyReader reader(Assignment assignment) {
    LaneJob job = begin.job();
    BodyReader.Terms terms =
        new BodyReader.Terms(
            buffer,
            List.of(node.bandwidth(), limit.value()),
            job.stallTimeout(),
            job.source().locator());
    return new BodyReader(terms, landing(assignment), assignment.transfer().gauge());
  }

  private Landing landing(Assignment assignment) {
    RangeTransfer transfer = assignment.transfer();
    return assignment.hedgeOrNull() != null
        ? assignment.hedgeOrNull()
        : new LeasedLanding(
            lease,
            new FileLanding(
                file.value().file(),
                begin.job().origin(),
                transfer.limit(),
                transfer.gauge(),
                this::written));
  }

  private void written(Segment segment) {
    LaneJob job = begin.job();
    writer()
        .tell(new DestinationWriter.Written(segment, job.run(), job.recording(), begin.recorder()));
  }

  /** Writes the rest of a hedge, whose bytes are all in memory; nothing without a lease. */
  CompletionStage<Done> commit(Assignment assignment, long from) {
    return CompletableFuture.supplyAsync(
        () -> {
          if (!lease.valid(System.nanoTime())) {
            return Done.getInstance();
          }
          ByteBuffer bytes = assignment.hedgeOrNull().from(from);
          SegmentBuilder segment = new SegmentBuilder(from);
          file.value().file().writeAt(bytes.duplicate(), from - begin.job().origin());
          segment.append(bytes, System.nanoTime());
          assignment.transfer().gauge().setWritten(segment.position());
          segment.finish().ifPresent(this::written);
          return Done.getInstance();
        },
        node.fileDispatcher());
  }

  @Override
  public void close() {
    source.close();
    limit.close();
    // Shares a lock with opening, which blocks.
    node.fileDispatcher().execute(file::close);
  }
}
