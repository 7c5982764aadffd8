package io.tributary.engine.home;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.dataport.DataPortAddress;
import io.tributary.engine.destination.DestinationWriter;
import io.tributary.engine.destination.OpenFile;
import io.tributary.engine.lease.Lease;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.serialization.TributarySerializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

  /** To no step: it makes the way here known. */
  public record Greeting() implements Command, TributarySerializable {}

  /** The sharding hand-off. */
  public record Leave() implements Command {}

  private record Came(Run run, DiskResult result) implements Command {}

  private record FileOpened(
      Run run, DiskStep.Open step, Lease<OpenFile> file, DataPortAddress address)
      implements Command {}

  private record Used() implements Command {}

  private record Idle() implements Command {}

  /** What is said to whoever asked. */
  public sealed interface Reply extends TributarySerializable {
    long id();
  }

  /** It is being done. */
  public record Working(long id) implements Reply {}

  public record Finished(long id, DiskResult result) implements Reply {}

  /** A file that lanes of other nodes write to. */
  private record Opened(DiskStep.Open step, Lease<OpenFile> file, DataPortAddress address) {}

  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final HomeNode home;
  private final NodeResources node;
  private final Map<Long, Optional<DiskResult>> steps = new LinkedHashMap<>();
  private Opened opened;

  public static Behavior<Command> create(ActorRef<ClusterSharding.ShardCommand> shard) {
    return Behaviors.setup(context -> new DiskHost(context, shard));
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
        .onMessage(Greeting.class, greeting -> this)
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
    if (run.step() instanceof DiskStep.Open open) {
      open(run, open);
    } else if (run.step() instanceof DiskStep.Drain drain) {
      drain(run, drain);
    } else {
      if (run.step() instanceof DiskStep.Publish
          || run.step() instanceof DiskStep.Abandon
          || run.step() instanceof DiskStep.Adopt
          || run.step() instanceof DiskStep.Create) {
        closeFile();
      }
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

  private void open(Run run, DiskStep.Open step) {
    if (isOpen(step)) {
      onCame(run, new DiskResult.Opened(opened.address()));
      return;
    }
    CompletionStage<FileOpened> opening =
        home.address()
            .thenApplyAsync(
                address -> new FileOpened(run, step, acquire(step), address),
                node.fileDispatcher());
    getContext()
        .pipeToSelf(
            opening,
            (done, failure) -> failure == null ? done : new Came(run, failed(failure, step)));
  }

  private Lease<OpenFile> acquire(DiskStep.Open step) {
    Path destination = Path.of(step.destination());
    home.roots().require(destination);
    return node.files().acquire(destination, step.temporaryName());
  }

  private boolean isOpen(DiskStep.Open step) {
    return opened != null
        && opened.step().temporaryName().equals(step.temporaryName())
        && opened.step().run() == step.run();
  }

  private Behavior<Command> onFileOpened(FileOpened done) {
    if (isOpen(done.step())) {
      close(done.file());
    } else {
      closeFile();
      opened = new Opened(done.step(), done.file(), done.address());
      OpenFile file = done.file().value();
      ActorRef<Command> self = getContext().getSelf();
      DiskStep.Open step = done.step();
      home.parts()
          .open(
              step.temporaryName(),
              new io.tributary.engine.dataport.OpenParts.Part(
                  file.file(),
                  step.run(),
                  step.origin(),
                  segment -> {
                    self.tell(new Used());
                    file.writer()
                        .tell(
                            new DestinationWriter.Written(
                                segment, step.run(), step.recording(), step.recorder()));
                  }));
    }
    return onCame(done.run(), new DiskResult.Opened(done.address()));
  }

  private void drain(Run run, DiskStep.Drain drain) {
    if (opened == null || !opened.step().temporaryName().equals(drain.temporaryName())) {
      onCame(run, new DiskResult.Done());
      return;
    }
    ActorRef<DestinationWriter.Drained> replyTo =
        getContext()
            .messageAdapter(
                DestinationWriter.Drained.class, drained -> new Came(run, new DiskResult.Done()));
    opened.file().value().writer().tell(new DestinationWriter.Drain(replyTo));
  }

  private void closeFile() {
    if (opened != null) {
      home.parts().close(opened.step().temporaryName());
      close(opened.file());
      opened = null;
    }
  }

  /** Shares a lock with opening, which blocks. */
  private void close(Lease<OpenFile> file) {
    node.fileDispatcher().execute(file::close);
  }

  private Behavior<Command> onIdle() {
    if (steps.values().stream().allMatch(Optional::isPresent)) {
      shard.tell(new ClusterSharding.Passivate<>(getContext().getSelf()));
    }
    return this;
  }

  private Behavior<Command> onPostStop() {
    closeFile();
    return this;
  }
}
