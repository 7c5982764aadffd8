package io.tributary.engine.job;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.ActorContext;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.tributary.core.failure.Failure;
import io.tributary.core.tree.ListingOrder;
import io.tributary.core.tree.TreePlaces;
import io.tributary.engine.api.JobProgress;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.home.DestinationRoots;
import io.tributary.engine.home.HomeNode;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.placement.NodeShards;
import io.tributary.engine.placement.Placement;
import io.tributary.storage.listing.ListingPage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What one run of a job works with, from its beginning to its end. For one thread. */
final class JobTools {
  final long number;
  final JobSpec spec;
  final JobWorkers workers;
  final LargeObjects large;
  final JobReceipt receipt;
  final StandstillWatch watch;
  private final JobRoot root;
  private final JobListing pages;
  private final ListingOrder order;
  private final ActorContext<JobCoordinator.Command> context;
  private final ActorSystem<?> system;
  private final long startedNanos = System.nanoTime();
  private final Speed speed = new Speed(startedNanos);
  private final TreePlaces places;
  private final CompletionStage<Void> allowed;
  private CompletionStage<Long> preparing = CompletableFuture.completedStage(0L);
  private Planner plannerOrNull;
  private boolean prepared;
  private volatile boolean swept;
  private boolean listing;
  private boolean planning;
  private boolean ending;
  private boolean ended;
  private Failure failureOrNull;
  private long stoppedNanos;

  private double bytesPerSecond;

  /** What was recorded when it was cancelled. */
  private JobState cancelledOrNull;

  private JobTools(
      JobState state, long number, String jobId, ActorContext<JobCoordinator.Command> context) {
    this.number = number;
    this.spec = state.spec();
    this.context = context;
    this.system = context.getSystem();
    NodeResources node = NodeResources.get(system);
    this.pages = JobListing.open(spec, system);
    this.order = pages.order();
    this.places =
        TreePlaces.resumed(prefix(), order, spec.options().names(), state.listed().places());
    DestinationRoots roots = HomeNode.get(system).roots();
    this.allowed =
        CompletableFuture.runAsync(() -> AllowedPlaces.require(spec, roots), node.fileDispatcher());
    this.watch = new StandstillWatch(node.sharesJournal(), spec.root(), startedNanos);
    this.root = new JobRoot(state, node.sharesJournal(), watch, node.fileDispatcher());
    this.receipt = JobReceipt.open(state, watch, allowed, node.fileDispatcher());
    this.large = new LargeObjects(context, spec, state.names().marker(), number);
    this.workers = new JobWorkers(new ShardedLink(state, jobId, number, context));
  }

  /** Throws a TributaryException when the listing cannot work. */
  static JobTools open(
      JobState state, long number, String jobId, ActorContext<JobCoordinator.Command> context) {
    return new JobTools(state, number, jobId, context);
  }

  private String prefix() {
    return pages.prefix();
  }

  /** The root, its marker and the receipt; in a dry run the receipt alone. */
  CompletionStage<Long> prepare(JobState state) {
    CompletionStage<Long> done =
        allowed
            .thenCompose(yes -> root.prepare())
            .thenCompose(made -> root.sweep(state.leftovers()))
            .thenAccept(clean -> swept = clean)
            .thenCompose(unused -> placesKnown(state))
            .thenCompose(known -> receipt.opened());
    preparing = done;
    return done;
  }

  /** Where objects come in any order, those before say where the others may be. */
  private CompletionStage<Void> placesKnown(JobState state) {
    return order == ListingOrder.ANY && !state.listed().complete()
        ? pages.before(
            state.listed().position(),
            page -> new Planner(spec.options(), prefix(), places, state).add(page))
        : CompletableFuture.completedStage(null);
  }

  void add(Batch batch) {
    if (batch.large()) {
      large.add(batch);
    } else {
      workers.add(batch);
    }
  }

  boolean wantMore() {
    return workers.wantMore() && large.wantMore();
  }

  /** Whether a page is on its way, or being recorded. */
  boolean listing() {
    return listing || planning;
  }

  CompletionStage<ListingPage> nextPage(JobState state) {
    listing = true;
    if (plannerOrNull == null) {
      plannerOrNull = new Planner(spec.options(), prefix(), places, state);
    }
    return pages.page(plannerOrNull.position());
  }

  /** Empty when there should be another page before. */
  Optional<Planner.Plan> planned(ListingPage page) {
    listing = false;
    plannerOrNull.add(page);
    if (!plannerOrNull.due()) {
      return Optional.empty();
    }
    planning = true;
    return Optional.of(plannerOrNull.take());
  }

  /** Whether what earlier runs had left is gone from the disk. */
  boolean swept() {
    return swept;
  }

  void planRecorded() {
    planning = false;
    plannerOrNull = null;
  }

  /** The root is there: nodes will find it. */
  void prepared() {
    prepared = true;
  }

  void tick(long nowNanos) {
    if (!prepared) {
      return;
    }
    workers.tick(Placement.get(system).fetchers(), nowNanos);
  }

  JobProgress progress(JobState state, long nowNanos) {
    bytesPerSecond = speed.at(workers.bytesReceived() + large.bytesDone(), nowNanos);
    return progress(state);
  }

  /** With the speed of the last look at it: who asks in between does not disturb it. */
  private JobProgress progress(JobState state) {
    return new JobProgress(
        !state.listed().complete(),
        state.counts(),
        workers.openObjects() + large.open(),
        bytesPerSecond,
        "");
  }

  static JobResult result(JobState state, double seconds) {
    return new JobResult(
        state.spec().source().locator(),
        state.spec().root(),
        state.counts(),
        seconds,
        state.requests(),
        state.failures(),
        state.slowest());
  }

  JobStatus status(JobState state) {
    Placement placement = Placement.get(system);
    return new JobStatus(
        placement.name(placement.self()),
        true,
        progress(state),
        workers.shares(placement::name),
        state.failures());
  }

  double seconds(long nowNanos) {
    return (nowNanos - startedNanos) / 1e9;
  }

  /** Gives the receipt its name, and removes what is there only while a job runs. */
  CompletionStage<Long> finish(JobState state) {
    workers.stop();
    return LargeLeftovers.discard(context, spec, state.leftovers())
        .thenCompose(done -> receipt.publish())
        .thenCompose(done -> root.clear().thenApply(cleared -> done));
  }

  void end() {
    ending = true;
  }

  boolean ending() {
    return ending;
  }

  void stop(Failure failure, long nowNanos) {
    failureOrNull = failure;
    stoppedNanos = nowNanos;
    workers.stop();
    large.stop();
  }

  /** After {@link #stop}: nothing of it is to be kept. */
  void cancel(JobState state) {
    if (!cancelled()) {
      // Said again and again until it is over.
      cancelledOrNull = state;
      large.cancel(state.open());
    }
  }

  boolean cancelled() {
    return cancelledOrNull != null;
  }

  /** Once it is quiet: deletes all that is not complete. */
  CompletionStage<Boolean> discard() {
    return preparing
        .handle((done, failure) -> done)
        .thenCompose(done -> receipt.abandon())
        .handle((done, failure) -> done)
        .thenCompose(done -> root.sweep(cancelledOrNull.leftoversWithThis()));
  }

  boolean stopping() {
    return failureOrNull != null;
  }

  Failure failure() {
    return failureOrNull;
  }

  long stoppedNanos() {
    return stoppedNanos;
  }

  boolean ended() {
    return ended;
  }

  void ended(boolean now) {
    ended = now;
  }

  void close() {
    workers.stop();
    large.close();
    receipt.close();
    pages.close();
  }

  private static final class ShardedLink implements JobWorkers.Link {
    private final JobState state;
    private final String jobId;
    private final ClusterSharding sharding;
    private final ActorRef<BatchReport> reports;
    private final long run;

    ShardedLink(
        JobState state, String jobId, long run, ActorContext<JobCoordinator.Command> context) {
      this.state = state;
      this.jobId = jobId;
      this.run = run;
      this.sharding = ClusterSharding.get(context.getSystem());
      this.reports = context.messageAdapter(BatchReport.class, JobCoordinator.Report::new);
    }

    @Override
    public void begin(NodeId node) {
      JobWork work =
          new JobWork(
              jobId,
              run,
              node,
              state.spec(),
              state.names().seed(),
              state.epoch(),
              state.names().marker());
      tell(node, new BatchWorker.Begin(work, reports));
    }

    @Override
    public void bring(NodeId node, int take, Batch batch) {
      tell(node, new BatchWorker.Bring(run, take, batch));
    }

    @Override
    public void forget(NodeId node, long batch) {
      tell(node, new BatchWorker.Forget(run, batch));
    }

    @Override
    public void alive(NodeId node, long beatNanos) {
      tell(node, new BatchWorker.Alive(run, beatNanos));
    }

    @Override
    public void stop(NodeId node) {
      tell(node, new BatchWorker.Stop(run));
    }

    private void tell(NodeId node, BatchWorker.Command command) {
      sharding.entityRefFor(BatchWorker.TYPE, NodeShards.entityId(node, jobId)).tell(command);
    }
  }
}
