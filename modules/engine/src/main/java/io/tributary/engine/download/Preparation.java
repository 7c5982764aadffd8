package io.tributary.engine.download;

import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EffectBuilder;
import io.tributary.core.identity.Identity;
import io.tributary.core.ledger.Segment;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.api.DownloadProgress;
import java.util.List;

/**
 * The second stage of a run: the temporary file is made, or found to be there and looked at; what
 * of it is not right will be fetched again.
 */
final class Preparation {
  private final DownloadRun run;
  private Salvage salvage;

  Preparation(DownloadRun run) {
    this.run = run;
  }

  private void prepare(DownloadState state) {
    run.pipe(run.disk.prepare(state), done -> new DownloadCoordinator.Prepared());
  }

  Effect<DownloadEvent, DownloadState> onPrepared(DownloadState state) {
    if (run.busy()) {
      salvage(state);
    }
    return run.effects.none();
  }

  /** First what the file that is there has of the object; then the rest is fetched. */
  private void salvage(DownloadState state) {
    salvage = new Salvage(state);
    salvageNext(state);
  }

  private void salvageNext(DownloadState state) {
    List<Segment> some = salvage.next();
    if (some.isEmpty()) {
      run.fetching.start(state);
      return;
    }
    run.watchers.phase(DownloadProgress.Phase.CHECKING);
    run.pipe(run.disk.salvage(state, some), bad -> new DownloadCoordinator.Salvaged(some, bad));
  }

  /** What was copied is recorded as what is fetched is: a crash costs it no more than that. */
  Effect<DownloadEvent, DownloadState> onSalvaged(
      DownloadState state, DownloadCoordinator.Salvaged salvaged) {
    if (!run.busy()) {
      return run.effects.none();
    }
    List<Segment> good =
        salvaged.segments().stream()
            .filter(segment -> !salvaged.bad().contains(segment.range()))
            .toList();
    if (good.isEmpty()) {
      salvageNext(state);
      return run.effects.none();
    }
    return run.effects
        .persist(new DownloadEvent.RangesWritten(good))
        .thenRun(
            recorded -> {
              long bytes = good.stream().mapToLong(Segment::lengthBytes).sum();
              run.statistics.resumed(run.statistics.resumedBytes() + bytes);
              run.statistics.reused(bytes);
              salvageNext(recorded);
            });
  }

  Effect<DownloadEvent, DownloadState> onInspected(
      DownloadState state, DiskSteps.Leftover leftover) {
    if (!run.busy()) {
      return run.effects.none();
    }
    if (leftover instanceof DiskSteps.Leftover.AlreadyPublished) {
      run.statistics.resumed(state.verifiedOrNull().sizeBytes());
      return run.ending.onPublished(state);
    } else if (leftover instanceof DiskSteps.Leftover.Found found && found.bad().isEmpty()) {
      resume(state);
      return run.effects.none();
    } else if (leftover instanceof DiskSteps.Leftover.Found found) {
      note("some of what was on disk is not what was written: fetching it again");
      return lost(found.bad()).thenRun(this::resume);
    }
    return fromNothing(state);
  }

  private void resume(DownloadState state) {
    run.statistics.resumed(state.ledger().coveredBytes());
    salvage(state);
  }

  /** Fetches again what was found on disk, at the end, not to be right. */
  Effect<DownloadEvent, DownloadState> repair(List<ByteRange> bad) {
    note("some of what is on disk is not what was written: fetching it again");
    return lost(bad)
        .thenRun(
            state -> {
              run.statistics.resumed(
                  Math.min(run.statistics.resumedBytes(), state.ledger().coveredBytes()));
              run.fetching.start(state);
            });
  }

  private void note(String text) {
    run.statistics.note(text);
  }

  private EffectBuilder<DownloadEvent, DownloadState> lost(List<ByteRange> bad) {
    return run.effects.persist(new DownloadEvent.RangesLost(bad));
  }

  /**
   * The same object into another file. Never into one of the same name: a lane that was not heard
   * of any more may have the old one open, and nodes share what they have open by its name.
   */
  Effect<DownloadEvent, DownloadState> fromNothing(DownloadState state) {
    long end = state.ranges() ? state.wantedEnd() : state.identity().sizeBytes();
    return begin(state, state.identity(), state.ranges(), new Wanted(state.wantedStart(), end));
  }

  /** The object is known: its bytes go to a new temporary file, and an old one is deleted. */
  Effect<DownloadEvent, DownloadState> begin(
      DownloadState state, Identity identity, boolean ranges, Wanted wanted) {
    String name = DiskSteps.newTemporaryName(state.spec());
    return run.effects
        .persist(new DownloadEvent.Identified(identity, ranges, wanted.start(), wanted.end(), name))
        .thenRun(() -> run.abandon(state))
        .thenRun(this::prepare);
  }
}
