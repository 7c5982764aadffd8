package io.tributary.engine.job;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.source.SourceReference;
import io.tributary.storage.SourceOptions;
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
  public void aJournalThatTakesNothingTwiceInARowEndsTheJob() {
    JobTrouble trouble = new JobTrouble();
    JobState state = requested(spec("first", "in/", false));
    assertEquals(Optional.empty(), trouble.again(state, Optional.empty()));
    JobState further = state.apply(new JobEvent.BatchDone(1, JobSamples.COUNTS, 1, List.of(), 0));
    assertEquals(Optional.empty(), trouble.again(further, Optional.empty()));
    assertEquals(
        FailureKind.STATE_UNUSABLE, trouble.again(further, Optional.empty()).orElseThrow().kind());
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
        new JobOptions(
            o.filter(), o.compare(), o.names(), false, o.largeBytes(), o.requests(), download));
  }
}
