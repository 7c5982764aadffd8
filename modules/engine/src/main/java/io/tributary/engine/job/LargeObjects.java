package io.tributary.engine.job;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.ActorContext;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.core.path.KeyPath;
import io.tributary.core.retry.RetryPolicy;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.caller.Caller;
import io.tributary.engine.caller.Watcher;
import io.tributary.engine.cat.Attempts;
import io.tributary.engine.download.DownloadCoordinator;
import io.tributary.engine.download.DownloadId;
import io.tributary.engine.download.DownloadSpec;
import io.tributary.engine.download.DownloadWatcher;
import io.tributary.engine.download.KnownRanges;
import io.tributary.engine.home.RootMarker;
import io.tributary.engine.lane.Failures;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.receipt.ReceiptLine;
import io.tributary.engine.source.SourceReference;
import io.tributary.storage.file.LocalTree;
import io.tributary.storage.tree.FileTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * The large objects of a job, each a download of its own, a few at a time. Confined to the job's
 * thread.
 */
final class LargeObjects {
  /** Each spreads its lanes over all nodes, so a few fill every link. */
  static final int MOST_AT_A_TIME = 4;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ActorContext<JobCoordinator.Command> context;
  private final JobSpec spec;
  private final Path marker;
  private final long run;
  private final Readers readers;
  private final Archive archive;
  private final Deque<Batch> waiting = new ArrayDeque<>();
  private final Map<Long, Running> running = new HashMap<>();

  /** Batches whose files other downloads had when all was stopped: those are not to be stopped. */
  private final Set<Long> foreign = new HashSet<>();

  private boolean stopping;

  private static final class Running {
    ActorRef<Watcher.Message> watcherOrNull;

    final Obstacles obstacles = new Obstacles();

    volatile long bytesDone;
  }

  /**
   * @param marker name of a file in the root
   */
  LargeObjects(
      ActorContext<JobCoordinator.Command> context, JobSpec spec, String marker, long run) {
    this.context = context;
    this.spec = spec;
    this.marker = Path.of(spec.root()).resolve(marker);
    this.run = run;
    this.readers = new Readers(spec, context.getSystem());
    this.archive =
        new Archive(
            NodeResources.get(context.getSystem()),
            readers,
            new Attempts(new RetryPolicy(spec.options().download().retries()), context.getSystem()),
            spec);
  }

  void add(Batch batch) {
    waiting.add(batch);
    startNext();
  }

  boolean wantMore() {
    return waiting.size() < MOST_AT_A_TIME;
  }

  int open() {
    return waiting.size() + running.size();
  }

  boolean idle() {
    return running.isEmpty();
  }

  long bytesDone() {
    return running.values().stream().mapToLong(one -> one.bytesDone).sum();
  }

  private void startNext() {
    while (!stopping && running.size() < MOST_AT_A_TIME && !waiting.isEmpty()) {
      Batch batch = waiting.poll();
      running.put(batch.id(), new Running());
      Item item = batch.items().get(0);
      context.pipeToSelf(
          look(item),
          (found, failure) ->
              new JobCoordinator.LargeLooked(
                  run,
                  batch,
                  found == null ? null : found.orElse(null),
                  failure == null ? null : Failures.of(failure, item.locator())));
    }
  }

  /** What need not be fetched; otherwise its directory is made. */
  private CompletionStage<Optional<ReceiptLine>> look(Item item) {
    return CompletableFuture.supplyAsync(
        () -> {
          Path root = Path.of(spec.root());
          if (!spec.options().dryRun()) {
            RootMarker.require(marker);
          }
          FileTree tree = LocalTree.of(root);
          KeyPath path = item.keyPath();
          Optional<ReceiptLine> kept =
              new Comparison(tree, root, spec.options().compare())
                  .kept(item, path)
                  .map(file -> Lines.kept(item, file.sizeBytes()));
          if (kept.isEmpty() && spec.options().dryRun()) {
            return Optional.of(Lines.wouldBeFetched(item));
          }
          if (kept.isEmpty() && path.components().size() > 1) {
            tree.makeDirectory(
                new KeyPath(path.components().subList(0, path.components().size() - 1)));
          }
          return kept;
        },
        NodeResources.get(context.getSystem()).fileDispatcher());
  }

  /** Begins the download of what was looked at. */
  void fetch(Batch batch) {
    Running one = running.get(batch.id());
    if (one != null && !stopping) {
      begin(batch, one);
    } else if (one != null && one.watcherOrNull == null) {
      running.remove(batch.id());
    }
  }

  private void begin(Batch batch, Running one) {
    Item item = batch.items().get(0);
    DownloadSpec download = download(context.getSystem(), spec, batch, marker.toString());
    Caller<DownloadResult, DownloadProgress> outside = DownloadWatcher.caller(context.getSystem());
    one.watcherOrNull =
        context.spawnAnonymous(
            DownloadWatcher.create(download, id(download), context.getSystem(), outside));
    outside.progress().runForeach(progress -> moved(one, progress), context.getSystem());
    context.pipeToSelf(
        outside.result().exceptionallyCompose(thrown -> archive.failed(item, thrown)),
        (result, failure) ->
            new JobCoordinator.LargeEnded(
                run,
                batch,
                failure == null ? line(item, result) : null,
                failure == null ? null : Failures.of(failure, item.locator()),
                outside.resumable()));
  }

  /**
   * Tries it again in a while when another download has its file, or the node that has this one
   * does not reach the file's disk, which is this node's.
   *
   * @return false when it is neither, or has taken too long
   */
  boolean tryAgain(Batch batch, Failure failure, long nowNanos) {
    Running one = running.get(batch.id());
    if (one == null
        || stopping
        || !one.obstacles.mayBeTriedAgain(failure.kind(), one.bytesDone, nowNanos)) {
      return false;
    }
    one.watcherOrNull = null;
    context.scheduleOnce(
        PAUSE, context.getSelf(), new JobCoordinator.LargeLooked(run, batch, null, null));
    return true;
  }

  /** Has what is on disk of it deleted; its end is told again then. */
  void discard(Batch batch, Failure failure) {
    Running one = running.computeIfAbsent(batch.id(), unknown -> new Running());
    one.watcherOrNull = null;
    context.pipeToSelf(
        LargeLeftovers.discard(
            context, download(context.getSystem(), spec, batch, marker.toString())),
        (done, never) -> new JobCoordinator.LargeEnded(run, batch, null, failure, false));
  }

  static DownloadSpec download(ActorSystem<?> system, JobSpec spec, Batch batch, String marker) {
    Item item = batch.items().get(0);
    SourceReference object =
        NodeResources.get(system)
            .sources()
            .objectOf(
                spec.source(),
                spec.manifest(),
                ParsedLocator.parse(item.locator()).locator(),
                batch.id());
    DownloadOptions options = spec.options().download();
    return new DownloadSpec(
        object,
        destination(spec, item),
        item.checksums().stream().findFirst().map(options::withChecksum).orElse(options),
        spec.home(),
        spec.manifest()
            ? new KnownRanges(item.etag(), item.ranges(), item.sizeBytes())
            : new KnownRanges("", item.ranges()),
        marker);
  }

  /** Of its coordinator. */
  static String id(DownloadSpec download) {
    return DownloadId.of(download.home(), download.destination());
  }

  private static void moved(Running one, DownloadProgress progress) {
    one.bytesDone = progress.bytesDone() - progress.bytesResumed();
  }

  private ReceiptLine line(Item item, DownloadResult result) {
    return Lines.fetched(
            item,
            result.identity(),
            item.lastModifiedOrNull(),
            result.sizeBytes(),
            result.checksum().value().map(List::of).orElse(List.of()),
            result.checksum().verified(),
            Math.toIntExact(Math.min(Integer.MAX_VALUE, result.requests())),
            NodeResources.get(context.getSystem()).label())
        .withRanges(result.ranges().size() > 1 ? result.ranges() : List.of(), result.bytesReused())
        .took(Math.round(result.seconds() * 1000));
  }

  void ended(long batch) {
    running.remove(batch);
    startNext();
  }

  /**
   * Has what is on disk recorded; each end is still told.
   *
   * @param open all batches that are not over, when an earlier run may have begun some of them that
   *     this one has not; otherwise empty
   */
  void stop(List<Batch> open) {
    stopping = true;
    waiting.clear();
    running.forEach(
        (batch, one) -> {
          if (one.watcherOrNull == null && one.obstacles.busy()) {
            foreign.add(batch);
          }
        });
    running.values().removeIf(one -> one.watcherOrNull == null);
    running.values().forEach(one -> one.watcherOrNull.tell(new Watcher.Stop(false)));
    begunFirst(open).filter(batch -> !running.containsKey(batch.id())).forEach(this::interrupt);
  }

  /** Those that an earlier run may have begun: they are begun in their order. */
  private Stream<Batch> begunFirst(List<Batch> open) {
    return spec.options().dryRun()
        ? Stream.empty()
        : open.stream()
            .filter(Batch::large)
            .limit(MOST_AT_A_TIME)
            .filter(batch -> !foreign.contains(batch.id()));
  }

  private void interrupt(Batch batch) {
    String destination = destination(spec, batch.items().get(0));
    ClusterSharding.get(context.getSystem())
        .entityRefFor(DownloadCoordinator.TYPE, DownloadId.of(spec.home(), destination))
        .tell(new DownloadCoordinator.Interrupt());
  }

  private static String destination(JobSpec spec, Item item) {
    return item.keyPath().under(Path.of(spec.root())).toString();
  }

  /** Closes what restores of archived objects needed. */
  void close() {
    stop(List.of());
    readers.close();
  }

  /**
   * After {@link #stop}: has what is on disk deleted.
   *
   * @param open all batches that are not over
   */
  void cancel(List<Batch> open) {
    for (Batch batch : begunFirst(open).toList()) {
      Running one = running.computeIfAbsent(batch.id(), unknown -> new Running());
      if (one.watcherOrNull == null) {
        begin(batch, one);
      }
      one.watcherOrNull.tell(new Watcher.Stop(true));
    }
  }

  static boolean interrupted(Failure failureOrNull) {
    return failureOrNull != null && failureOrNull.kind() == FailureKind.INTERRUPTED;
  }
}
