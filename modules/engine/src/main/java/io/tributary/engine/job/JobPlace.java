package io.tributary.engine.job;

import akka.actor.typed.ActorSystem;
import io.tributary.core.locator.Locator;
import io.tributary.core.path.KeyPath;
import io.tributary.core.retry.RetryPolicy;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.cat.Attempts;
import io.tributary.engine.governor.Bandwidth;
import io.tributary.engine.governor.BucketName;
import io.tributary.engine.governor.Party;
import io.tributary.engine.home.HomeNode;
import io.tributary.engine.home.RootMarker;
import io.tributary.engine.lane.Failures;
import io.tributary.engine.lease.Lease;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.receipt.ReceiptLine;
import io.tributary.storage.file.LocalTree;
import io.tributary.storage.tree.FileTree;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What a node has open while it works on a job. Thread-safe. */
final class JobPlace implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 << 10;

  final JobWork work;
  final ActorSystem<?> system;
  final NodeResources node;
  final FileTree tree;
  final Comparison comparison;
  final Attempts attempts;
  final Archive archive;
  final AtomicLong bytesReceived = new AtomicLong();
  final WorkLease lease;
  private final Readers readers;
  private final Lease<Party> party;

  /** As many as there are requests at a time: outside the heap, and used again. */
  private final Queue<ByteBuffer> buffers = new ConcurrentLinkedQueue<>();

  private JobPlace(
      JobWork work, ActorSystem<?> system, NodeResources node, FileTree tree, WorkLease lease) {
    DownloadOptions download = work.spec().options().download();
    this.work = work;
    this.system = system;
    this.node = node;
    this.tree = tree;
    this.comparison =
        new Comparison(tree, Path.of(work.spec().root()), work.spec().options().compare());
    this.attempts = new Attempts(new RetryPolicy(download.retries()), system);
    this.readers = new Readers(work.spec(), system);
    this.archive = new Archive(node, readers, attempts, work.spec());
    this.lease = lease;
    this.party = node.governor().join(work.spec().claim());
  }

  /** Opens it, on the file dispatcher. Fails with LOCAL_DISK where the root is not. */
  static CompletionStage<JobPlace> open(JobWork work, ActorSystem<?> system) {
    return open(work, system, new WorkLease(NodeResources.get(system).sharesJournal()));
  }

  static CompletionStage<JobPlace> open(JobWork work, ActorSystem<?> system, WorkLease lease) {
    NodeResources node = NodeResources.get(system);
    return CompletableFuture.supplyAsync(
        () -> {
          HomeNode.get(system).requireHere(work.spec().home());
          HomeNode.get(system).roots().require(JobRoot.resolve(Path.of(work.spec().root())));
          return new JobPlace(work, system, node, tree(work), lease);
        },
        node.fileDispatcher());
  }

  private static FileTree tree(JobWork work) {
    Path root = Path.of(work.spec().root());
    if (!work.spec().options().dryRun()) {
      RootMarker.require(root.resolve(work.marker()));
    }
    return LocalTree.of(root);
  }

  /** To be closed when the object is read. */
  Readers.Use reader(Locator locator) {
    return readers.use(locator);
  }

  LongAdder arrivedBytes() {
    return node.arrivedBytes();
  }

  Bandwidth limit() {
    return party.value().bandwidth();
  }

  /**
   * Runs a request that blocks when it has its turn on this node: now, in the caller's thread, or
   * later on the connection dispatcher.
   */
  <T> CompletionStage<T> inTurn(Locator locator, BooleanSupplier wanted, Supplier<T> request) {
    String bucket = BucketName.of(locator, work.spec().source().options());
    return node.governor()
        .run(
            party.value(),
            bucket,
            wanted,
            node.connectionDispatcher(),
            () -> CompletableFuture.completedStage(request.get()));
  }

  /**
   * Forces the names of what is there to the disk, unless the job does without. Never fails: where
   * that fails, nothing is.
   *
   * @param take of their batch: what is kept in a later one may have come by an earlier one, which
   *     did not get to flush it
   */
  CompletionStage<List<ReceiptLine>> flushed(List<ReceiptLine> lines, int take) {
    JobOptions options = work.spec().options();
    boolean flush = options.download().durability() == DownloadOptions.Durability.FLUSH;
    Set<KeyPath> names =
        flush && !options.dryRun() ? Lines.newNames(lines, work.epoch() > 1 || take > 1) : Set.of();
    return names.isEmpty()
        ? CompletableFuture.completedStage(lines)
        : CompletableFuture.runAsync(() -> tree.flushDirectories(names), node.fileDispatcher())
            .handle(
                (done, failure) ->
                    failure == null
                        ? lines
                        : Lines.notThere(lines, Failures.of(failure, work.spec().root())));
  }

  /** To be given back. */
  ByteBuffer takeBuffer() {
    ByteBuffer buffer = buffers.poll();
    return buffer == null ? ByteBuffer.allocateDirect(BUFFER_BYTES) : buffer;
  }

  void giveBack(ByteBuffer buffer) {
    buffers.add(buffer);
  }

  @Override
  public void close() {
    readers.close();
    party.close();
  }
}
