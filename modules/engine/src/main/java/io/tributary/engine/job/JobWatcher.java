package io.tributary.engine.job;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.api.JobProgress;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.caller.Caller;
import io.tributary.engine.node.NodeResources;
import java.time.Duration;
import java.util.Optional;

/** Asks for a job, and asks again when it hears nothing, until it has heard the end of it. */
public final class JobWatcher extends AbstractBehavior<JobWatcher.Message> {
  /** Progress comes four times a second; silence means that nobody there knows of us. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** As often in a row without a word, then the journal counts as unusable. */
  private static final int MOST_SILENCES = 12;

  public sealed interface Message {}

  /** Passed on to the job, again and again until it ends. */
  public record Stop() implements Message {}

  private record Heard(JobUpdate update) implements Message {}

  private record Silence() implements Message {}

  private record StopAgain() implements Message {}

  private final JobSpec spec;
  private final String jobId;
  private final ClusterSharding sharding;
  private final Caller<JobResult, JobProgress> caller;
  private final TimerScheduler<Message> timers;
  private int silences;
  private boolean stopping;

  public static Behavior<Message> create(
      JobSpec spec, String jobId, ClusterSharding sharding, Caller<JobResult, JobProgress> caller) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new JobWatcher(context, timers, spec, jobId, sharding, caller)));
  }

  /** What the caller of a job holds. */
  public static Caller<JobResult, JobProgress> caller(ActorSystem<?> system) {
    return new Caller<>(system, JobProgress.class);
  }

  private JobWatcher(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      JobSpec spec,
      String jobId,
      ClusterSharding sharding,
      Caller<JobResult, JobProgress> caller) {
    super(context);
    this.timers = timers;
    this.spec = spec;
    this.jobId = jobId;
    this.sharding = sharding;
    this.caller = caller;
    ask();
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Heard.class, heard -> onUpdate(heard.update()))
        .onMessage(Stop.class, stop -> onStop())
        .onMessage(StopAgain.class, again -> tellToStop())
        .onMessage(Silence.class, silence -> onSilence())
        .onSignal(PostStop.class, stopped -> onPostStop())
        .build();
  }

  private void ask() {
    tell(new JobCoordinator.Start(spec, getContext().messageAdapter(JobUpdate.class, Heard::new)));
    timers.startSingleTimer(new Silence(), PATIENCE);
  }

  private void tell(JobCoordinator.Command command) {
    sharding.entityRefFor(JobCoordinator.TYPE, jobId).tell(command);
  }

  private Behavior<Message> onStop() {
    stopping = true;
    return tellToStop();
  }

  /** After the request on the same way, so that there is something to stop. */
  private Behavior<Message> tellToStop() {
    tell(new JobCoordinator.Interrupt());
    timers.startSingleTimer(new StopAgain(), PATIENCE);
    return this;
  }

  private Behavior<Message> onUpdate(JobUpdate update) {
    silences = 0;
    timers.startSingleTimer(new Silence(), PATIENCE);
    if (update instanceof JobUpdate.Progressed progressed) {
      caller.offer(progressed.progress());
      return this;
    } else if (update instanceof JobUpdate.Finished finished) {
      caller.finish(finished.result());
    } else if (update instanceof JobUpdate.Ended ended) {
      caller.end(ended.failure(), ended.resumable());
    }
    return Behaviors.stopped();
  }

  private Behavior<Message> onSilence() {
    Optional<Throwable> unreadable =
        NodeResources.get(getContext().getSystem()).takeJournalFailure(jobId);
    silences++;
    if (unreadable.isPresent() || silences > MOST_SILENCES) {
      caller.end(unusable(unreadable), true);
      return Behaviors.stopped();
    }
    ask();
    return stopping ? tellToStop() : this;
  }

  /** Whoever waits for a result gets one, also when the actor system ends first. */
  private Behavior<Message> onPostStop() {
    caller.end(
        new Failure(
            FailureKind.INTERRUPTED,
            "finish",
            spec.source().locator(),
            "this program is shutting down",
            ""),
        true);
    return this;
  }

  private Failure unusable(Optional<Throwable> cause) {
    if (cause.orElse(null) instanceof TributaryException told) {
      return told.failure();
    }
    return new Failure(
        FailureKind.STATE_UNUSABLE,
        "go on with the job in",
        spec.root(),
        "its journal cannot be read or written: "
            + cause.map(Throwable::getMessage).orElse("no answer"),
        "see the log; --restart begins anew");
  }
}
