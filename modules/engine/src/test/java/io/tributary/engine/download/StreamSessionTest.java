package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import java.util.List;
import org.junit.Test;

/** An object that is read as one stream, which cannot be entered in its middle. */
public final class StreamSessionTest extends FetchSessionSuite {
  @Test
  public void aStreamIsNeverHandedOutInItsMiddle() {
    FetchSession session = session(4, false, SIZE);
    assertEquals("one stream, one lane", List.of(0), link.begun);
    ready(session, 0);
    assertEquals(new LaneOrder.Fetch(0, 1, 0, Long.MAX_VALUE), link.last(0));
    assertEquals(new Verdict.StreamComplete(SIZE), ended(session, link.last(0), SIZE, null));
    Verdict verdict = pass(session, SilenceWatch.SETTLE_PATIENCE.plusSeconds(2));
    assertTrue(verdict.toString(), verdict instanceof Verdict.StreamBroken);
  }

  @Test
  public void aSilentStreamIsBroken() {
    FetchSession session = session(1, false, SIZE);
    ready(session, 0);
    Verdict verdict = pass(session, LaneLeases.SILENCE.plusSeconds(1));
    assertTrue(verdict.toString(), verdict instanceof Verdict.StreamBroken);
    assertEquals(1, link.fetches().size());
  }

  @Test
  public void aBrokenStreamStartsFromItsBeginningOrEndsTheRun() {
    FetchSession session = session(1, false, SIZE);
    ready(session, 0);
    Failure network = failure(FailureKind.NETWORK);
    assertEquals(
        new Verdict.StreamBroken(network, 1500), ended(session, link.last(0), 9, network, 1500));
    session = session(1, false, SIZE);
    ready(session, 0);
    Failure denied = failure(FailureKind.ACCESS_DENIED);
    assertEquals(new Verdict.Fail(denied), ended(session, link.last(0), 9, denied));
  }
}
