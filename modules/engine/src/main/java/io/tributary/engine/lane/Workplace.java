package io.tributary.engine.lane;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.destination.DestinationWriter;
import io.tributary.engine.governor.BucketName;
import io.tributary.engine.governor.Party;
import io.tributary.engine.lease.Lease;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.observe.NodeObserver;
import io.tributary.engine.observe.Observation;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.RangeBody;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What a lane has open while it works for one download on its node. */
final class Workplace implements AutoCloseable {
  private final PartFetcher.Begin begin;
  private final LaneLease lease;
  private final ActorSystem<?> system;
  private final NodeResources node;
  private final Lease<ObjectSource> source;
  private final LaneFile file;
  private final Lease<Party> party;
  private final String bucket;
  private final LaneBuffer buffer;

  /** The one that hears of the end as well, also when another came meanwhile. */
  private final NodeObserver observer;

  private final AtomicBoolean counted = new AtomicBoolean(true);

  private Workplace(
      PartFetcher.Begin begin,
      LaneLease lease,
      ActorSystem<?> system,
      NodeResources node,
      Lease<ObjectSource> source,
      LaneFile file,
      Lease<Party> party,
      LaneBuffer buffer) {
    this.begin = begin;
    this.lease = lease;
    this.system = system;
    this.node = node;
    this.source = source;
    this.file = file;
    this.party = party;
    this.bucket = BucketName.of(source.value().locator(), begin.job().source().options());
    this.buffer = buffer;
    this.observer = Observation.get(system).observer();
    observer.lanesChanged(1);
  }

  /** Opens the source and the temporary file; on the file dispatcher, since opening blocks. */
  static CompletionStage<Workplace> open(
      PartFetcher.Begin begin, LaneLease lease, ActorSystem<?> system) {
    NodeResources node = NodeResources.get(system);
    return CompletableFuture.supplyAsync(
            () -> openHere(begin, lease, system, node), node.fileDispatcher())
        .thenCompose(Workplace::reached);
  }

  private CompletionStage<Workplace> reached() {
    return file.reach()
        .handleAsync(
            (there, failure) -> {
              if (failure != null) {
                close();
                throw new CompletionException(failure);
              }
              return this;
            },
            node.fileDispatcher());
  }

  private static Workplace openHere(
      PartFetcher.Begin begin, LaneLease lease, ActorSystem<?> system, NodeResources node) {
    // First, as there may be no memory for it: nothing is open yet that would stay so.
    LaneBuffer buffer = new LaneBuffer(node.laneBuffers());
    try {
      return openHere(begin, lease, system, node, buffer);
    } catch (RuntimeException | Error e) {
      buffer.close();
      throw e;
    }
  }

  private static Workplace openHere(
      PartFetcher.Begin begin,
      LaneLease lease,
      ActorSystem<?> system,
      NodeResources node,
      LaneBuffer buffer) {
    LaneJob job = begin.job();
    Lease<ObjectSource> source = node.sources().acquire(job.source());
    try {
      LaneFile file = LaneFiles.open(begin, lease, system);
      return new Workplace(
          begin, lease, system, node, source, file, node.governor().join(job.claim()), buffer);
    } catch (RuntimeException | Error e) {
      source.close();
      throw e;
    }
  }

  /** The lane is at work, and may write. */
  void alive() {
    file.alive();
  }

  /** Has what is written reported. */
  void drain(ActorRef<DestinationWriter.Drained> replyTo) {
    file.drain(replyTo);
  }

  CompletionStage<Done> transfer(Assignment assignment) {
    return buffer.during(
        bytes ->
            assignment
                .transfer()
                .run(this::inTurn, () -> request(assignment), reader(assignment, bytes), system));
  }

  private CompletionStage<Done> inTurn(
      BooleanSupplier wanted, Supplier<CompletionStage<Done>> request) {
    return node.governor().run(party.value(), bucket, wanted, request);
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

  private BodyReader reader(Assignment assignment, ByteBuffer bytes) {
    LaneJob job = begin.job();
    BodyReader.Terms terms =
        new BodyReader.Terms(
            bytes,
            party.value().bandwidth(),
            node.arrivedBytes(),
            job.stallTimeout(),
            job.source().locator());
    return new BodyReader(terms, landing(assignment), assignment.transfer().gauge());
  }

  private Landing landing(Assignment assignment) {
    RangeTransfer transfer = assignment.transfer();
    return assignment.hedgeOrNull() != null
        ? assignment.hedgeOrNull()
        : new LeasedLanding(lease, file.landing(transfer));
  }

  /** Writes the rest of a hedge, whose bytes are all in memory; nothing without a lease. */
  CompletionStage<Done> commit(Assignment assignment, long from) {
    return CompletableFuture.supplyAsync(
        () -> {
          if (!lease.holds()) {
            return Done.getInstance();
          }
          file.write(assignment.hedgeOrNull().from(from), from, assignment.transfer().gauge());
          return Done.getInstance();
        },
        node.connectionDispatcher());
  }

  @Override
  public void close() {
    if (counted.compareAndSet(true, false)) {
      observer.lanesChanged(-1);
    }
    buffer.close();
    source.close();
    party.close();
    file.close();
  }
}
