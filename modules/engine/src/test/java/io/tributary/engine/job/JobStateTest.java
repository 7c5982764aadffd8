package io.tributary.engine.job;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.filter.KeyFilter;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.source.SourceReference;
import io.tributary.storage.SourceOptions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What is recorded of a job, and for whom it holds. */
public final class JobStateTest extends JUnitSuite {

  @Test
  public void whatWasStoppedGoesOnForTheSameObjectsAndNoOthers() {
    JobState stopped = requested(spec("first", "in/", false)).apply(new JobEvent.Stopped(null));
    assertTrue(stopped.goesOnWith(spec("second", "in/", false)));
    assertFalse(stopped.goesOnWith(spec("second", "out/", false)));
    assertFalse("anew", stopped.goesOnWith(spec("second", "in/", true)));
  }

  @Test
  public void theVeryRequestThatBeganAnewGoesOnWhenItIsSaidAgain() {
    JobSpec anew = spec("first", "in/", true);
    assertTrue(requested(anew).goesOnWith(anew));
  }

  @Test
  public void onlyTheRequestThatLedToTheEndIsToldOfIt() {
    JobSpec spec = spec("first", "in/", false);
    JobState done = requested(spec).apply(new JobEvent.Completed());
    assertTrue(done.isDone(spec));
    assertFalse("asked anew", done.isDone(spec("second", "in/", false)));
    assertFalse(done.goesOnWith(spec("second", "in/", false)));
    assertFalse(requested(spec).isDone(spec));
  }

  @Test
  public void afterACancellationThereIsNothingToGoOnFrom() {
    JobSpec spec = spec("first", "in/", false);
    JobState cancelled = requested(spec).apply(new JobEvent.Cancelled());
    assertEquals(JobState.empty(), cancelled);
    assertFalse(cancelled.goesOnWith(spec));
    assertFalse(cancelled.isDone(spec));
  }

  @Test
  public void aJournalThatTakesNothingTwiceInARowEndsTheJob() {
    JobTrouble trouble = new JobTrouble();
    JobState state = requested(spec("first", "in/", false));
    assertEquals(Optional.empty(), trouble.again(state, Optional.empty()));
    JobState further = state.apply(new JobEvent.BatchDone(1, JobSamples.COUNTS, 1, List.of(), 0));
    assertEquals(Optional.empty(), trouble.again(further, Optional.empty()));
    assertEquals(
        FailureKind.STATE_UNUSABLE, trouble.again(further, Optional.empty()).orElseThrow().kind());
  }

  @Test
  public void anAgeMeansWhatItMeantWhenTheJobBegan() {
    JobSpec monday = aged("monday", "7d", Instant.parse("2026-11-02T08:00:00Z"));
    JobSpec tuesday = aged("tuesday", "7d", Instant.parse("2026-11-03T08:00:00Z"));
    JobState stopped = requested(monday).apply(new JobEvent.Stopped(null));
    assertTrue(stopped.goesOnWith(tuesday));
    assertEquals(monday.options(), tuesday.goingOnWith(monday).options());
    assertEquals("tuesday", tuesday.goingOnWith(monday).source().accessId());
    assertTrue("told of its end", tuesday.isSameRequest(tuesday.goingOnWith(monday)));
    assertFalse(
        stopped.goesOnWith(aged("tuesday", "8d", monday.options().filter().modifiedFromOrNull())));
    Instant noon = Instant.parse("2026-11-03T12:00:00Z");
    assertFalse("a time is none", stopped.goesOnWith(aged("tuesday", "", noon)));
    JobState fixed = requested(aged("monday", "", noon)).apply(new JobEvent.Stopped(null));
    assertTrue(fixed.goesOnWith(aged("tuesday", "", noon)));
    assertFalse(fixed.goesOnWith(aged("tuesday", "", noon.plusSeconds(1))));
  }

  private static JobSpec aged(String accessId, String age, Instant from) {
    JobSpec any = spec(accessId, "in/", false);
    KeyFilter filter = new KeyFilter(List.of(), 0, Long.MAX_VALUE, from, null, age, "");
    return new JobSpec(
        any.source(),
        false,
        any.root(),
        any.receipt(),
        any.options().toBuilder().filter(filter).build());
  }

  @Test
  public void whatARunLeftIsKnownUntilItIsGone() {
    Batch small = new Batch(1, false, List.of(JobSamples.LEAST_ITEM));
    Batch large = new Batch(2, true, List.of(JobSamples.LEAST_ITEM));
    JobState first =
        requested(spec("first", "in/", false)).apply(planned(List.of(small, large), false));
    JobSpec another = spec("second", "out/", false);
    JobState second =
        first.apply(new JobEvent.Requested(another, "seed-2", "marker-2", "receipt-2", true));
    assertEquals(List.of(Leftover.of(first)), second.leftovers());
    assertEquals("marker", second.leftovers().get(0).names().marker());
    JobState third =
        second.apply(new JobEvent.Requested(another, "seed-3", "marker-3", "receipt-3", true));
    assertEquals(List.of(Leftover.of(first), Leftover.of(second)), third.leftovers());
    assertEquals("not yet", 2, third.apply(planned(List.of(), false)).leftovers().size());
    JobState swept = third.apply(planned(List.of(), true));
    assertEquals(List.of(large), swept.leftovers().get(0).open());
    assertEquals(1, swept.leftovers().size());
    assertEquals(List.of(), swept.apply(new JobEvent.Completed()).leftovers());
  }

  private static JobEvent planned(List<Batch> batches, boolean swept) {
    return new JobEvent.Planned(batches, JobSamples.LISTED, JobSamples.COUNTS, List.of(), 0, swept);
  }

  private static JobState requested(JobSpec spec) {
    return JobState.empty().apply(new JobEvent.Requested(spec, "seed", "marker", "", true));
  }

  private static JobSpec spec(String accessId, String prefix, boolean restart) {
    JobOptions o = JobOptions.defaults();
    DownloadOptions download = DownloadOptions.builder().restart(restart).build();
    String place = "oss://bucket/" + prefix;
    return new JobSpec(
        new SourceReference(place, place, SourceOptions.defaults(), accessId),
        false,
        "/data",
        "",
        o.toBuilder().download(download).build());
  }
}
