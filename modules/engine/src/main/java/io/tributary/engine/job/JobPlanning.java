package io.tributary.engine.job;

import akka.persistence.typed.javadsl.Effect;
import io.tributary.core.tree.ListingOrder;
import io.tributary.core.tree.TreePlaces;
import io.tributary.engine.lane.Failures;
import io.tributary.engine.node.NodeResources;
import io.tributary.storage.listing.ListingPage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lists the source and makes batches of it, a little ahead of those who bring them. */
final class JobPlanning {
  private final JobRun run;

  /** Null when no request is being worked on. */
  private JobListing pages;

  private TreePlaces places;

  /** Null when all that was listed is recorded. */
  private Planner plannerOrNull;

  /** Whether a page is on its way, or what came of some is being recorded. */
  private boolean underWay;

  /** Whether what earlier runs had left is gone from the disk. */
  private boolean swept;

  private RestoreClock restores = new RestoreClock();

  JobPlanning(JobRun run) {
    this.run = run;
  }

  /** Throws a TributaryException when the listing cannot work. */
  void open(JobState state) {
    plannerOrNull = null;
    underWay = false;
    swept = false;
    restores = new RestoreClock();
    pages = JobListing.open(state.spec(), run.context.getSystem());
    places =
        TreePlaces.resumed(
            pages.prefix(), pages.order(), state.spec().options().names(), state.listed().places());
  }

  /** Where objects come in any order, those before say where the others may be. */
  CompletionStage<Void> placesKnown(JobState state) {
    boolean listed = state.listed().complete() || ArchivedRound.isOne(state.listed().position());
    if (pages.order() != ListingOrder.ANY || listed) {
      return CompletableFuture.completedStage(null);
    }
    String prefix = pages.prefix();
    TreePlaces known = places;
    return pages.before(
        state.listed().position(),
        page -> new Planner(state.spec().options(), prefix, known, state).add(page));
  }

  /** The root is there. */
  void begin(JobState state, boolean leftoversAreGone) {
    swept = leftoversAreGone;
    listNext(state);
  }

  void listNext(JobState state) {
    boolean enough = !run.tools.workers.wantMore() || !run.tools.large.wantMore();
    if (!run.working() || underWay || enough || state.listed().complete()) {
      return;
    }
    underWay = true;
    if (plannerOrNull == null) {
      plannerOrNull = new Planner(state.spec().options(), pages.prefix(), places, state);
    }
    if (ArchivedRound.isOne(plannerOrNull.position())) {
      look(state, ArchivedRound.parse(plannerOrNull.position()));
      return;
    }
    long number = run.tools.number;
    run.pipe(
        pages.page(plannerOrNull.position()), page -> new JobCoordinator.PageCame(number, page));
  }

  /** Has archived objects tried again; to be asked again and again once all else is done. */
  void lookAgain(JobState state, long nowNanos) {
    if (!underWay && restores.due(nowNanos)) {
      restores.begun(state.counts().archived());
      underWay = true;
      plannerOrNull = new Planner(state.spec().options(), pages.prefix(), places, state);
      look(state, ArchivedRound.after(state));
    }
  }

  private void look(JobState state, ArchivedRound round) {
    long number = run.tools.number;
    run.pipe(
        CompletableFuture.supplyAsync(
            () -> ArchivedObjects.read(state, round),
            NodeResources.get(run.context.getSystem()).fileDispatcher()),
        some -> new JobCoordinator.ArchivedCame(number, some));
  }

  Effect<JobEvent, JobState> onArchived(JobState state, ArchivedObjects some) {
    if (run.working()) {
      plannerOrNull.addAgain(some);
      if (plannerOrNull.due()) {
        write(plannerOrNull.take());
      } else {
        look(state, some.next());
      }
    }
    return run.effects.none();
  }

  Effect<JobEvent, JobState> onPage(JobState state, ListingPage page) {
    if (!run.working()) {
      return run.effects.none();
    }
    try {
      plannerOrNull.add(page);
    } catch (RuntimeException refused) {
      return run.ending.onFailed(state, Failures.of(refused, state.spec().source().locator()));
    }
    if (plannerOrNull.due()) {
      write(plannerOrNull.take());
    } else {
      underWay = false;
      listNext(state);
    }
    return run.effects.none();
  }

  private void write(Planner.Plan plan) {
    run.write(
        plan.refused(),
        length ->
            new JobEvent.Planned(
                plan.batches(),
                plan.listed(),
                plan.counts(),
                Lines.failures(plan.refused()),
                length,
                swept));
  }

  void recorded(JobEvent.Planned planned) {
    underWay = false;
    plannerOrNull = null;
    planned.batches().forEach(run.tools::add);
  }

  void close() {
    if (pages != null) {
      pages.close();
      pages = null;
    }
  }
}
