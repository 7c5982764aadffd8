package io.tributary.engine.download;

import akka.actor.typed.ActorRef;
import akka.persistence.typed.javadsl.Effect;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadProgress.Phase;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.attempt.Attempt;
import io.tributary.engine.governor.BucketName;
import io.tributary.engine.governor.Governor;
import io.tributary.engine.governor.Party;
import io.tributary.engine.lane.Failures;
import io.tributary.engine.lease.Lease;
import io.tributary.engine.source.OpenSources;
import io.tributary.storage.Destination;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The first stage of a run: take a request, learn what the object is, and whether we go on with it.
 */
final class Identification {
  private final DownloadRun run;
  private int probeFailures;
  private long probeBeganNanos;
  private Destination.Existing existingOrNull;

  Identification(DownloadRun run) {
    this.run = run;
  }

  void reset() {
    probeFailures = 0;
    existingOrNull = null;
  }

  Effect<DownloadEvent, DownloadState> onStart(
      DownloadState state, DownloadCoordinator.Start start) {
    if (!run.idle()) {
      return attach(state, start);
    }
    if (run.leaving()) {
      if (!run.watchers.toldAgain(start.watcher())) {
        run.passOn(start);
      }
      return run.effects.none();
    }
    if (isDone(state, start.spec())) {
      return tellResult(state, start.watcher());
    }
    if (!belongsHere(state) && !run.reachesMost()) {
      // Whoever asked asks again; by then this node is removed, or most others are.
      return run.tooLate();
    }
    run.begin();
    boolean forgets = state.hasTemporaryFile() && forgets(state, start.spec());
    List<DownloadEvent> events = new ArrayList<>();
    if (forgets) {
      events.add(new DownloadEvent.StartedOver("asked for"));
    } else if (!belongsHere(state)) {
      events.add(new DownloadEvent.Adopted(DiskSteps.newTemporaryName(start.spec())));
    }
    events.add(new DownloadEvent.Requested(start.spec(), run.owner()));
    return run.effects
        .persist(events)
        .thenRun(
            started -> {
              if (forgets) {
                run.abandon(state);
              }
              open(started, start.watcher());
            });
  }

  /** Whether nobody else may be at work on the temporary file, if there is one. */
  private boolean belongsHere(DownloadState state) {
    return !state.hasTemporaryFile() || state.owner().equals(run.owner());
  }

  /**
   * The very request that led to the published file, said again by somebody who has not heard of
   * it: its access id is new whenever somebody wants the object anew.
   */
  private static boolean isDone(DownloadState state, DownloadSpec spec) {
    return state.status() == DownloadState.Status.COMPLETED
        && state.verifiedOrNull() != null
        && spec.isSameRequest(state.spec());
  }

  private Effect<DownloadEvent, DownloadState> tellResult(
      DownloadState state, ActorRef<DownloadUpdate> watcher) {
    long nowNanos = System.nanoTime();
    long sizeBytes = state.verifiedOrNull().sizeBytes();
    RunStatistics nothing = new RunStatistics(nowNanos);
    nothing.resumed(sizeBytes);
    run.watchers.add(watcher, true);
    run.over(
        new DownloadUpdate.Finished(
            Results.of(state, DownloadResult.Outcome.COMPLETED, sizeBytes, nothing, nowNanos)));
    return run.effects.none();
  }

  private Effect<DownloadEvent, DownloadState> attach(
      DownloadState state, DownloadCoordinator.Start start) {
    boolean same = wantsTheSame(state.spec(), start.spec());
    if (!same || !run.watchers.add(start.watcher(), true)) {
      String but =
          same ? ", and " + DownloadWatchers.MOST + " watch it" : differently(state, start);
      start.watcher().tell(new DownloadUpdate.Ended(busy(state, start.spec(), but), false));
    } else if (start.spec().isSameRequest(state.spec())) {
      run.allowances.allow(start.spec().options().allowance());
    }
    return run.effects.none();
  }

  private static Failure busy(DownloadState state, DownloadSpec asked, String but) {
    return new Failure(
        FailureKind.DESTINATION_BUSY,
        "download to",
        asked.destination(),
        state.spec().source().locator() + " is being downloaded to it" + but,
        "wait for it to end, or choose another destination");
  }

  /** Whoever attaches gets what is under way: the same bytes, and no less checked than it asks. */
  private static boolean wantsTheSame(DownloadSpec running, DownloadSpec asked) {
    return running.source().objectKey().equals(asked.source().objectKey())
        && running.options().range().equals(asked.options().range())
        && (asked.options().checksum().isEmpty()
            || asked.options().checksum().equals(running.options().checksum()));
  }

  private static String differently(DownloadState state, DownloadCoordinator.Start start) {
    boolean sameObject =
        state.spec().source().objectKey().equals(start.spec().source().objectKey());
    return sameObject ? ", with another range or checksum" : "";
  }

  /**
   * The very request that began what is there: it goes on, though it once began anew. Its access id
   * is new whenever somebody wants the object anew.
   */
  private static boolean goesOn(DownloadState state, DownloadSpec spec) {
    return spec.isSameRequest(state.spec());
  }

  private static boolean forgets(DownloadState state, DownloadSpec spec) {
    return state.status() != DownloadState.Status.COMPLETED
        && !goesOn(state, spec)
        && (spec.options().restart()
            || !spec.source().objectKey().equals(state.spec().source().objectKey()));
  }

  /** Nothing was promised to the watcher before this: it asks again until the journal answers. */
  private void open(DownloadState state, ActorRef<DownloadUpdate> watcher) {
    run.allowances.begin(run.claim(state));
    run.watchers.add(watcher, false);
    try {
      run.source = run.node.sources().acquire(state.spec().source());
    } catch (RuntimeException refused) {
      run.context.getSelf().tell(new DownloadCoordinator.StepFailed(refused));
      return;
    }
    run.deleteAbandoned(state);
    run.pipe(
        adopted(state).thenCompose(done -> run.disk.lookAtDestination(state.spec())),
        DownloadCoordinator.Looked::new);
  }

  /** Nothing else is done to the temporary file before it has its name. */
  private CompletionStage<Void> adopted(DownloadState state) {
    return state.formerNames().isEmpty()
        ? CompletableFuture.completedStage(null)
        : run.disk.adopt(state);
  }

  Effect<DownloadEvent, DownloadState> onLooked(
      DownloadState state, Optional<Destination.Existing> existing) {
    if (!run.busy()) {
      return run.effects.none();
    }
    DownloadOptions.IfExists policy = state.spec().options().ifExists();
    // Perhaps published just before a crash: inspecting what is left tells, and so does publishing.
    boolean perhapsOurs = state.verifiedOrNull() != null && policy == DownloadOptions.IfExists.FAIL;
    existingOrNull = perhapsOurs ? null : existing.orElse(null);
    if (existingOrNull != null && policy == DownloadOptions.IfExists.SKIP) {
      return skip(state);
    }
    if (existingOrNull != null && policy == DownloadOptions.IfExists.FAIL) {
      return run.ending.fail(state, DiskSteps.exists(state.spec()));
    }
    probe(state);
    return run.effects.none();
  }

  private Effect<DownloadEvent, DownloadState> skip(DownloadState state) {
    return run.ending.skip(state, existingOrNull.sizeBytes());
  }

  void probe(DownloadState state) {
    run.watchers.phase(Phase.PROBING);
    probeBeganNanos = System.nanoTime();
    run.pipe(
        probeInTurn(state),
        (probe, failure) ->
            failure == null
                ? new DownloadCoordinator.Probed(probe)
                : new DownloadCoordinator.ProbeFailed(failure));
  }

  /** With all other requests of the node; nobody looks any more when the source was given back. */
  private CompletionStage<Probe> probeInTurn(DownloadState state) {
    Lease<ObjectSource> source = run.source;
    Governor governor = run.node.governor();
    Lease<Party> party = governor.join(run.claim(state));
    String bucket = BucketName.of(source.value().locator(), state.spec().source().options());
    return governor
        .run(party.value(), bucket, source::held, () -> source.value().probe())
        .whenComplete((probe, failure) -> party.close());
  }

  Effect<DownloadEvent, DownloadState> onProbeFailed(DownloadState state, Throwable thrown) {
    if (!run.busy()) {
      return run.effects.none();
    }
    run.statistics.requested();
    Failure failure = run.failure(state, thrown);
    boolean again = failure.kind().retryable();
    run.attempts.lookFailed(
        run.nodeName(),
        System.nanoTime() - probeBeganNanos,
        failure,
        thrown,
        again ? Attempt.Next.AGAIN : Attempt.Next.GIVE_UP);
    return again
        ? run.retry(
            state,
            failure,
            ++probeFailures,
            Failures.retryAfterMillis(thrown),
            new DownloadCoordinator.ProbeAgain())
        : run.ending.fail(state, failure);
  }

  Effect<DownloadEvent, DownloadState> onProbeAgain(DownloadState state) {
    if (run.busy()) {
      probe(state);
    }
    return run.effects.none();
  }

  Effect<DownloadEvent, DownloadState> onProbed(DownloadState state, Probe probe) {
    if (!run.busy()) {
      return run.effects.none();
    }
    run.statistics.requested();
    run.statistics.note(probe.note());
    if (Wanted.upToDate(existingOrNull, probe.identity())) {
      return skip(state);
    }
    if (isNotTheNamed(state, probe)) {
      return run.ending.fail(state, notTheNamed(state, probe));
    }
    try {
      Wanted wanted = Wanted.of(state.spec(), probe);
      return state.identityOrNull() == null
          ? identified(state, probe, wanted)
          : goOn(state, probe, wanted);
    } catch (TributaryException refused) {
      return run.ending.fail(state, refused.failure());
    }
  }

  /** An object of a job whose size or ETag was named; a checksum says more than an ETag. */
  private static boolean isNotTheNamed(DownloadState state, Probe probe) {
    DownloadSpec spec = state.spec();
    boolean other =
        spec.options().checksum().isEmpty()
            ? spec.known().isAnother(probe.identity())
            : spec.known().hasOtherSize(probe.identity());
    return OpenSources.placeOf(spec.source()).isPresent() && other;
  }

  private static Failure notTheNamed(DownloadState state, Probe probe) {
    return new Failure(
        FailureKind.SOURCE_CHANGED,
        "fetch",
        state.spec().source().locator(),
        "it is not the object that the manifest names: its "
            + (state.spec().known().hasOtherSize(probe.identity())
                ? "size is " + probe.identity().sizeBytes() + " bytes"
                : "ETag is " + probe.identity().etag()),
        "correct the manifest, or list the objects anew");
  }

  private Effect<DownloadEvent, DownloadState> goOn(
      DownloadState state, Probe probe, Wanted wanted) {
    if (!state.identity().sameObject(probe.identity())) {
      return changed(state, anotherObject(state));
    }
    boolean usable = state.ranges() && probe.ranges() && wanted.isThatOf(state);
    if (!usable) {
      return identified(state, probe, wanted);
    }
    run.watchers.phase(Phase.CHECKING);
    run.pipe(run.disk.inspect(state), DownloadCoordinator.Inspected::new);
    return run.effects.none();
  }

  private static Failure anotherObject(DownloadState state) {
    return new Failure(
        FailureKind.SOURCE_CHANGED,
        "go on with",
        state.spec().source().locator(),
        "the object is not the one that the earlier run began with",
        "run again with --on-change restart, or --restart");
  }

  private Effect<DownloadEvent, DownloadState> identified(
      DownloadState state, Probe probe, Wanted wanted) {
    return run.preparation.begin(state, probe.identity(), probe.ranges(), wanted);
  }

  /** The object is another one by now: start over, or end, as the user wishes. */
  Effect<DownloadEvent, DownloadState> changed(DownloadState state, Failure failure) {
    boolean fail = state.spec().options().onChange() == DownloadOptions.OnChange.FAIL;
    return fail || state.startsOver() >= DownloadRun.MOST_STARTS_OVER
        ? run.ending.fail(state, failure)
        : startOver(state, failure.reason());
  }

  Effect<DownloadEvent, DownloadState> startOver(DownloadState state, String reason) {
    run.statistics.note("starting over: " + reason);
    run.statistics.resumed(0);
    return run.effects
        .persist(new DownloadEvent.StartedOver(reason))
        .thenRun(() -> run.abandon(state))
        .thenRun(this::probe);
  }
}
