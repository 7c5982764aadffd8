package io.tributary.engine.home;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.dataport.DataPortAddress;
import io.tributary.engine.destination.DestinationWriter;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.placement.NodeShards;
import io.tributary.engine.placement.Placement;
import io.tributary.engine.serialization.TributarySerializable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Does the disk steps of one download on the node where its file is, for a coordinator and lanes on
 * other nodes. Whoever asks repeats it until the answer comes: a step is begun once, and a
 * repetition is answered with how far it is.
 */
public final class DiskHost extends AbstractBehavior<DiskHost.Command> {
  public static final EntityTypeKey<Command> TYPE = EntityTypeKey.create(Command.class, "DiskHost");

  /** Enough for the repetitions of all who may ask at a time: a coordinator and its lanes. */
  private static final int MOST_REMEMBERED = 1024;

  private static final Duration IDLE = Duration.ofMinutes(1);

  public sealed interface Command {}

  /**
   * Do it, or say how far it is.
   *
   * @param id the same when it is asked again
   */
  public record Run(long id, DiskStep step, ActorRef<Reply> replyTo)
      implements Command, TributarySerializable {}

  /** A lane of another node is at work for this home, and may write. */
  public record LaneAlive(long run, int lane) implements Command, TributarySerializable {}

  /** To no step: it makes the way here known. */
  public record Greeting() implements Command, TributarySerializable {}

  /** The sharding hand-off. */
  public record Leave() implements Command {}

  private record Came(Run run, DiskResult result) implements Command {}

  private record FileOpened(HostedFile file, DataPortAddress address) implements Command {}

  private record NotOpened(Throwable failure) implements Command {}

  private record Used() implements Command {}

  private record Idle() implements Command {}

  /** What is said to whoever asked. */
  public sealed interface Reply extends TributarySerializable {
    long id();
  }

  /** It is being done. */
  public record Working(long id) implements Reply {}

  public record Finished(long id, DiskResult result) implements Reply {}

  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final HomeNode home;
  private final NodeResources node;
  private final Map<Long, Optional<DiskResult>> steps = new LinkedHashMap<>();

  /** Those that want a file opened; the first one's is being opened. */
  private final Deque<Run> waiting = new ArrayDeque<>();

  private CompletionStage<FileOpened> opening = CompletableFuture.completedStage(null);
  private FileOpened opened;

  /**
   * @param entityId names the node whose disk is meant. When that is gone, sharding puts the entity
   *     on another node: there it does nothing and answers nobody.
   */
  public static Behavior<Command> create(
      String entityId, ActorRef<ClusterSharding.ShardCommand> shard) {
    NodeId meant = NodeShards.node(entityId);
    return Behaviors.setup(
        context ->
            Placement.get(context.getSystem()).self().equals(meant)
                ? new DiskHost(context, shard)
                : Behaviors.stopped());
  }

  private DiskHost(ActorContext<Command> context, ActorRef<ClusterSharding.ShardCommand> shard) {
    super(context);
    this.shard = shard;
    this.home = HomeNode.get(context.getSystem());
    this.node = NodeResources.get(context.getSystem());
    context.setReceiveTimeout(IDLE, new Idle());
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Run.class, this::onRun)
        .onMessage(Came.class, came -> onCame(came.run(), came.result()))
        .onMessage(FileOpened.class, this::onFileOpened)
        .onMessage(NotOpened.class, this::onNotOpened)
        .onMessage(Greeting.class, greeting -> this)
        .onMessage(LaneAlive.class, this::onLaneAlive)
        .onMessage(Used.class, used -> this)
        .onMessage(Idle.class, idle -> onIdle())
        .onMessage(Leave.class, leave -> Behaviors.stopped())
        .onSignal(PostStop.class, stopped -> onPostStop())
        .build();
  }

  private Behavior<Command> onRun(Run run) {
    Optional<DiskResult> known = steps.get(run.id());
    if (known == null) {
      steps.put(run.id(), Optional.empty());
      begin(run);
    } else {
      run.replyTo()
          .tell(
              known
                  .<Reply>map(result -> new Finished(run.id(), result))
                  .orElse(new Working(run.id())));
    }
    return this;
  }

  private void begin(Run run) {
    if (run.step() instanceof DiskStep.Open) {
      waiting.add(run);
      if (waiting.size() == 1) {
        openNext();
      }
    } else if (run.step() instanceof DiskStep.Drain drain) {
      drain(run, drain);
    } else {
      pipe(run, home.work().run(run.step()));
    }
  }

  private void pipe(Run run, CompletionStage<DiskResult> stage) {
    getContext()
        .pipeToSelf(
            stage,
            (result, failure) ->
                new Came(run, failure == null ? result : failed(failure, run.step())));
  }

  private static DiskResult failed(Throwable thrown, DiskStep step) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return new DiskResult.Failed(
        cause instanceof TributaryException known
            ? known.failure()
            : new Failure(
                FailureKind.INTERNAL,
                "do a step on the disk for",
                step.destination(),
                "unexpected " + cause.getClass().getSimpleName(),
                "see that node's log and report it"));
  }

  private Behavior<Command> onCame(Run run, DiskResult result) {
    steps.put(run.id(), Optional.of(result));
    run.replyTo().tell(new Finished(run.id(), result));
    steps.entrySet().stream()
        .filter(step -> step.getValue().isPresent())
        .limit(Math.max(0, steps.size() - MOST_REMEMBERED))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(steps::remove);
    return this;
  }

  // For lanes of other nodes.

  /** One at a time, so that those who want the same one share it. */
  private void openNext() {
    while (!waiting.isEmpty() && isOpen((DiskStep.Open) waiting.peek().step())) {
      onCame(waiting.remove(), new DiskResult.Opened(opened.address()));
    }
    if (waiting.isEmpty()) {
      return;
    }
    DiskStep.Open step = (DiskStep.Open) waiting.peek().step();
    ActorRef<Command> self = getContext().getSelf();
    opening =
        home.address()
            .thenApplyAsync(
                address ->
                    new FileOpened(
                        HostedFile.open(step, home, node.files(), () -> self.tell(new Used())),
                        address),
                node.fileDispatcher());
    getContext()
        .pipeToSelf(opening, (done, failure) -> failure == null ? done : new NotOpened(failure));
  }

  private boolean isOpen(DiskStep.Open step) {
    return opened != null && opened.file().serves(step);
  }

  private Behavior<Command> onFileOpened(FileOpened done) {
    closeFile();
    opened = done;
    onCame(waiting.remove(), new DiskResult.Opened(done.address()));
    openNext();
    return this;
  }

  private Behavior<Command> onNotOpened(NotOpened done) {
    Run run = waiting.remove();
    onCame(run, failed(done.failure(), run.step()));
    openNext();
    return this;
  }

  private Behavior<Command> onLaneAlive(LaneAlive lane) {
    if (opened != null) {
      opened.file().heard(lane);
    }
    return this;
  }

  private void drain(Run run, DiskStep.Drain drain) {
    if (opened == null || !opened.file().isOpen(drain.temporaryName())) {
      onCame(run, new DiskResult.Done());
      return;
    }
    // Each has an answer of its own: a message adapter would be the latest one's alone.
    CompletionStage<DestinationWriter.Drained> drained =
        AskPattern.ask(
            opened.file().writer(),
            DestinationWriter.Drain::new,
            home.patience(),
            getContext().getSystem().scheduler());
    pipe(run, drained.thenApply(done -> new DiskResult.Done()));
  }

  private void closeFile() {
    if (opened != null) {
      node.fileDispatcher().execute(opened.file()::close);
      opened = null;
    }
  }

  private Behavior<Command> onIdle() {
    if (steps.values().stream().allMatch(Optional::isPresent)) {
      shard.tell(new ClusterSharding.Passivate<>(getContext().getSelf()));
    }
    return this;
  }

  private Behavior<Command> onPostStop() {
    closeFile();
    if (!waiting.isEmpty()) {
      opening.thenAcceptAsync(late -> late.file().close(), node.fileDispatcher());
    }
    return this;
  }
}
