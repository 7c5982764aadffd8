package io.tributary.engine.submission;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.submission.WishRules.Change;
import java.util.Optional;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class WishRulesTest extends JUnitSuite {

  private static Optional<Change> change(SubmissionState state, Wish wish, Wish asked) {
    return new WishRules(state, wish, true).after(asked);
  }

  @Test
  public void whatEndedWellOrWasGivenUpStaysSo() {
    for (Wish asked : Wish.values()) {
      assertTrue(change(SubmissionState.COMPLETED, Wish.RUN, asked).isEmpty());
      assertTrue(change(SubmissionState.CANCELLED, Wish.CANCEL, asked).isEmpty());
    }
  }

  @Test
  public void aPauseThatHasNotComeThroughIsTakenBack() {
    assertEquals(
        Optional.of(new Change(Wish.RUN, SubmissionState.ACTIVE)),
        change(SubmissionState.ACTIVE, Wish.PAUSE, Wish.RUN));
  }

  @Test
  public void aCancellationIsNeverTakenBack() {
    assertTrue(change(SubmissionState.ACTIVE, Wish.CANCEL, Wish.RUN).isEmpty());
    assertTrue(change(SubmissionState.ACTIVE, Wish.CANCEL, Wish.PAUSE).isEmpty());
    assertTrue(change(SubmissionState.WAITING, Wish.CANCEL, Wish.RUN).isEmpty());
    assertTrue(change(SubmissionState.WAITING, Wish.CANCEL, Wish.PAUSE).isEmpty());
  }

  @Test
  public void whatFailedGoesOnWhenAsked() {
    assertEquals(
        Optional.of(new Change(Wish.RUN, SubmissionState.WAITING)),
        change(SubmissionState.FAILED, Wish.RUN, Wish.RUN));
  }

  @Test
  public void whatWaitsIsPausedAtOnce() {
    assertEquals(
        Optional.of(new Change(Wish.PAUSE, SubmissionState.PAUSED)),
        change(SubmissionState.WAITING, Wish.RUN, Wish.PAUSE));
  }
}
