package io.tributary.engine;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import akka.actor.typed.Props;
import akka.cluster.MemberStatus;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.typed.Cluster;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadRequest;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.api.JobProgress;
import io.tributary.engine.api.JobRequest;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.caller.Caller;
import io.tributary.engine.caller.Watcher;
import io.tributary.engine.download.DownloadCoordinator;
import io.tributary.engine.download.DownloadId;
import io.tributary.engine.download.DownloadSpec;
import io.tributary.engine.download.DownloadStatus;
import io.tributary.engine.download.DownloadWatcher;
import io.tributary.engine.home.DiskHost;
import io.tributary.engine.home.HomeNode;
import io.tributary.engine.job.BatchWorker;
import io.tributary.engine.job.JobCoordinator;
import io.tributary.engine.job.JobEntities;
import io.tributary.engine.job.JobId;
import io.tributary.engine.job.JobSpec;
import io.tributary.engine.job.JobStatus;
import io.tributary.engine.job.JobUpdate;
import io.tributary.engine.job.JobWatcher;
import io.tributary.engine.lane.PartFetcher;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.placement.NodeAllocation;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.placement.NodeShards;
import io.tributary.engine.placement.Placement;
import io.tributary.engine.source.OpenSources;
import io.tributary.storage.file.FileDestination;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Downloads, for programs that run an actor system: {@code
 * Tributary.get(system).download(request)}.
 *
 * <p>The system must be a cluster member (of a cluster of one, if need be) with a journal: {@code
 * LocalNode} starts such a one. All methods may be called from any thread and do not wait for the
 * network.
 */
public final class Tributary implements Extension {
  private static final Id ID = Id.getInstance();
  private static final Duration STATUS_PATIENCE = Duration.ofSeconds(5);

  /** Files are deleted, and events written, before the answer. */
  private static final Duration FORGETTING_PATIENCE = Duration.ofMinutes(2);

  private final ActorSystem<?> system;
  private final ClusterSharding sharding;
  private final AtomicLong watchers = new AtomicLong();
  private final Set<Download> running = ConcurrentHashMap.newKeySet();
  private final Set<Job> jobs = ConcurrentHashMap.newKeySet();

  /** For {@code akka.actor.typed.extensions}, which starts it together with the actor system. */
  public static final class Id extends ExtensionId<Tributary> {
    private static final Id INSTANCE = new Id();

    private Id() {}

    public static Id getInstance() {
      return INSTANCE;
    }

    @Override
    public Tributary createExtension(ActorSystem<?> system) {
      return new Tributary(system);
    }
  }

  private Tributary(ActorSystem<?> system) {
    this.system = system;
    this.sharding = ClusterSharding.get(system);
    sharding.init(
        Entity.of(DownloadCoordinator.TYPE, DownloadCoordinator::create)
            .withRole(Placement.COORDINATOR)
            .withStopMessage(new DownloadCoordinator.Leave()));
    sharding.init(
        Entity.of(
                PartFetcher.TYPE,
                entity -> PartFetcher.create(entity.getEntityId(), entity.getShard()))
            .withRole(Placement.FETCHER)
            .withMessageExtractor(new NodeShards<PartFetcher.Command>())
            .withAllocationStrategy(new NodeAllocation(system))
            .withStopMessage(new PartFetcher.Leave()));
    sharding.init(
        Entity.of(DiskHost.TYPE, entity -> DiskHost.create(entity.getEntityId(), entity.getShard()))
            .withMessageExtractor(new NodeShards<DiskHost.Command>())
            .withAllocationStrategy(new NodeAllocation(system))
            .withStopMessage(new DiskHost.Leave()));
    JobEntities.init(system);
    sharding.init(
        Entity.of(
                BatchWorker.TYPE,
                entity -> BatchWorker.create(entity.getEntityId(), entity.getShard()))
            .withRole(Placement.FETCHER)
            .withMessageExtractor(new NodeShards<BatchWorker.Command>())
            .withAllocationStrategy(new NodeAllocation(system))
            .withStopMessage(new BatchWorker.Leave()));
    Placement.get(system)
        .greet("lanes", roles -> roles.contains(Placement.FETCHER), this::greetLanes);
    Placement.get(system).greet("homes", roles -> true, this::greetHome);
    HomeNode.get(system);
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind(),
            "tributary-interrupt-downloads",
            this::interruptAll);
  }

  /** To no lane: it only wakes up and goes back to sleep, and the way there is known. */
  private void greetLanes(NodeId node) {
    sharding
        .entityRefFor(PartFetcher.TYPE, NodeShards.entityId(node, "greeting"))
        .tell(new PartFetcher.Stop(0));
  }

  private void greetHome(NodeId node) {
    sharding
        .entityRefFor(DiskHost.TYPE, NodeShards.entityId(node, "greeting"))
        .tell(new DiskHost.Greeting());
  }

  /** What is on disk is recorded while everything that is needed for it still runs. */
  private CompletionStage<Done> interruptAll() {
    running.forEach(Download::interrupt);
    jobs.forEach(Job::interrupt);
    CompletableFuture<?>[] ends =
        Stream.concat(running.stream().map(Download::result), jobs.stream().map(Job::result))
            .map(result -> result.handle((done, failure) -> Done.done()))
            .map(CompletionStage::toCompletableFuture)
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(ends).thenApply(all -> Done.done());
  }

  public static Tributary get(ActorSystem<?> system) {
    return ID.apply(system);
  }

  /**
   * Downloads one object to one file, or attaches to the download that is doing just that.
   *
   * @return the result once the file is published, or a {@link TributaryException} that says what
   *     failed and whether to try again; what was fetched by then is kept, and the same request
   *     goes on from there
   */
  public CompletionStage<DownloadResult> download(DownloadRequest request) {
    return start(request).result();
  }

  /**
   * A look at a download of this cluster, by its id.
   *
   * @return fails with a TimeoutException when its coordinator does not answer in time, for example
   *     since it is moving to another node
   */
  public CompletionStage<DownloadStatus> status(String downloadId) {
    return status(downloadId, STATUS_PATIENCE);
  }

  /**
   * The same.
   *
   * @param patience how long to wait for the answer
   */
  public CompletionStage<DownloadStatus> status(String downloadId, Duration patience) {
    return sharding
        .entityRefFor(DownloadCoordinator.TYPE, downloadId)
        .ask(DownloadCoordinator.Status::new, patience);
  }

  /**
   * A look at a job of this cluster, to a directory that nodes share, by its id.
   *
   * @param patience how long to wait for the answer
   * @return fails with a TimeoutException when its coordinator does not answer in time
   */
  public CompletionStage<JobStatus> jobStatus(String jobId, Duration patience) {
    return jobStatus("", jobId, patience);
  }

  /**
   * The same of any job.
   *
   * @param home the name of the node on whose disk the directory is; empty for one that nodes share
   * @return fails with a TimeoutException also when there is no such node
   */
  public CompletionStage<JobStatus> jobStatus(String home, String jobId, Duration patience) {
    if (!home.isEmpty() && Placement.get(system).node(home).isEmpty()) {
      return CompletableFuture.failedStage(
          new TimeoutException("the node " + home + " is not there"));
    }
    return JobEntities.coordinator(system, home, jobId).ask(JobCoordinator.Status::new, patience);
  }

  /**
   * Starts the same, and returns what to follow and to stop it with.
   *
   * @throws TributaryException when the request cannot work: options that do not go together, or a
   *     destination whose directory does not exist. Looks at the destination's directory on the
   *     calling thread.
   */
  public Download start(DownloadRequest request) {
    String destination = FileDestination.of(request.destination()).path().toString();
    OpenSources.Registration source =
        NodeResources.get(system)
            .sources()
            .register(
                request.source().locator(),
                request.sourceOptions(),
                request.secrets(),
                probesAhead(request));
    String home = Placement.get(system).selfName().orElse("");
    DownloadSpec spec = new DownloadSpec(source.reference(), destination, request.options(), home);
    // By the path alone: the same one named on another node is taken for shared, and attaches.
    String id = DownloadId.of("", destination);
    Caller<DownloadResult, DownloadProgress> outside = DownloadWatcher.caller(system);
    outside.result().whenComplete((result, failure) -> source.lease().close());
    ActorRef<Watcher.Message> watcher =
        system.systemActorOf(
            DownloadWatcher.create(spec, id, system, outside),
            "tributary-watcher-" + watchers.incrementAndGet(),
            Props.empty());
    Download download = new Download(watcher, outside);
    running.add(download);
    outside.result().whenComplete((result, failure) -> running.remove(download));
    return download;
  }

  /**
   * Downloads many objects to a directory, or goes on with the job that was doing that. Blocks for
   * a look at the directory.
   *
   * @throws TributaryException when the request cannot work
   */
  public Job startJob(JobRequest request) {
    String root = JobId.root(request.root()).toString();
    String receipt =
        request.receiptOrNull() == null
            ? ""
            : FileDestination.of(request.receiptOrNull()).path().toString();
    if (receipt.isEmpty() && request.options().awaitRestores()) {
      throw new Failure(
              FailureKind.USAGE,
              "download to",
              root,
              "what waits for archived objects remembers them in its receipt, and it has none",
              "name a receipt")
          .asException();
    }
    OpenSources.Place place =
        NodeResources.get(system)
            .sources()
            .registerPlace(request.source().locator(), request.sourceOptions(), request.secrets());
    JobSpec spec =
        new JobSpec(place.reference(), request.manifest(), root, receipt, request.options());
    String id = JobId.of(root, request.options().dryRun());
    Caller<JobResult, JobProgress> caller = JobWatcher.caller(system);
    ActorRef<Watcher.Message> watcher =
        system.systemActorOf(
            JobWatcher.create(spec, id, system, caller),
            "tributary-job-watcher-" + watchers.incrementAndGet(),
            Props.empty());
    Job job = new Job(watcher, caller);
    jobs.add(job);
    caller
        .result()
        .whenComplete(
            (result, failure) -> {
              place.lease().close();
              jobs.remove(job);
            });
    return job;
  }

  /**
   * Deletes what an unfinished job has left on the disk, but for files that are complete, and
   * forgets it.
   *
   * @param root the directory of the job, as {@code JobResult.root} names it
   * @return fails with a TributaryException: DESTINATION_BUSY when the job is being worked on,
   *     LOCAL_DISK when some of it cannot be deleted; with a TimeoutException when its journal
   *     cannot be read
   */
  public CompletionStage<Done> forgetJob(Path root) {
    return JobEntities.coordinator(system, "", JobId.of(root.toString(), false))
        .<JobUpdate>ask(JobCoordinator.Forget::new, FORGETTING_PATIENCE)
        .thenCompose(
            update ->
                update instanceof JobUpdate.Ended ended && ended.resumable()
                    ? CompletableFuture.failedStage(ended.failure().asException())
                    : CompletableFuture.completedStage(Done.done()));
  }

  /** While this node is still joining its cluster, a probe that is surely needed loses no time. */
  private boolean probesAhead(DownloadRequest request) {
    return request.options().ifExists() == DownloadOptions.IfExists.OVERWRITE
        && !Cluster.get(system).selfMember().status().equals(MemberStatus.up());
  }
}
