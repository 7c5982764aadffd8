package io.tributary.engine.job;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.ActorContext;
import io.tributary.engine.api.JobProgress;
import io.tributary.engine.home.DestinationRoots;
import io.tributary.engine.home.HomeNode;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.placement.Placement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What one run of a job works with, from its beginning to its end. For one thread. */
final class JobTools {
  final long number;
  final JobSpec spec;
  final JobWorkers workers;
  final LargeObjects large;
  final JobReceipt receipt;
  final StandstillWatch watch;
  private final JobRoot root;
  private final ActorContext<JobCoordinator.Command> context;
  private final ActorSystem<?> system;
  private final long startedNanos = System.nanoTime();
  private final Speed speed = new Speed(startedNanos);
  private final CompletionStage<Void> allowed;
  private CompletionStage<Boolean> preparing = CompletableFuture.completedStage(true);
  private boolean prepared;
  private double bytesPerSecond;

  private JobTools(
      JobState state, long number, String jobId, ActorContext<JobCoordinator.Command> context) {
    this.number = number;
    this.spec = state.spec();
    this.context = context;
    this.system = context.getSystem();
    HomeNode.get(system).requireHere(spec.home());
    NodeResources node = NodeResources.get(system);
    DestinationRoots roots = HomeNode.get(system).roots();
    this.allowed =
        CompletableFuture.runAsync(() -> AllowedPlaces.require(spec, roots), node.fileDispatcher());
    this.watch = new StandstillWatch(node.sharesJournal(), spec.root(), startedNanos);
    this.root = new JobRoot(state, node.sharesJournal(), watch, node.fileDispatcher());
    this.receipt = JobReceipt.open(state, watch, allowed, node.fileDispatcher());
    this.large = new LargeObjects(context, spec, state.names().marker(), number);
    this.workers =
        new JobWorkers(new WorkerLink(state, jobId, number, context), spec.options().requests());
  }

  static JobTools open(
      JobState state, long number, String jobId, ActorContext<JobCoordinator.Command> context) {
    return new JobTools(state, number, jobId, context);
  }

  /**
   * The root, its marker and the receipt; in a dry run the receipt alone. Completes with whether
   * what earlier runs had left is gone from the disk.
   *
   * @param planning what else has to come to its end before
   */
  CompletionStage<Boolean> prepare(JobState state, Supplier<CompletionStage<Void>> planning) {
    preparing =
        allowed
            .thenCompose(yes -> root.prepare())
            .thenCompose(made -> root.sweep(state.leftovers()))
            .thenCompose(
                swept ->
                    planning
                        .get()
                        .thenCompose(known -> receipt.opened())
                        .thenApply(opened -> swept));
    return preparing;
  }

  /** The root is there: nodes will find it. */
  void prepared() {
    prepared = true;
  }

  void add(Batch batch) {
    if (batch.large()) {
      large.add(batch);
    } else {
      workers.add(batch);
    }
  }

  void tick(long nowNanos) {
    if (prepared) {
      workers.tick(fetchers(), nowNanos);
    }
  }

  /** On a disk of its own this node writes alone. */
  private List<NodeId> fetchers() {
    Placement placement = Placement.get(system);
    List<NodeId> all = placement.fetchers();
    return spec.home().isEmpty() ? all : all.stream().filter(placement.self()::equals).toList();
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
        .thenCompose(
            done -> receipt.publish(ArchivedRound.supersededBytes(state.listed().position())))
        .thenCompose(done -> root.clear().thenApply(cleared -> done));
  }

  /**
   * Once nothing is under way: deletes all that is not complete.
   *
   * @param cancelled what was recorded by then
   */
  CompletionStage<Boolean> discard(JobState cancelled) {
    return preparing
        .handle((done, failure) -> done)
        .thenCompose(done -> receipt.abandon())
        .handle((done, failure) -> done)
        .thenCompose(done -> root.sweep(cancelled.leftoversWithThis()));
  }

  void close() {
    workers.stop();
    large.close();
    receipt.close();
  }
}
