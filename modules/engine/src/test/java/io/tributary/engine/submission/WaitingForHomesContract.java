package io.tributary.engine.submission;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.typesafe.config.Config;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.download.DownloadUpdate;
import io.tributary.engine.submission.SubmissionQueue.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;

/** What waits for a node's disk, in each database. */
public abstract class WaitingForHomesContract extends SubmissionTableSuite {
  WaitingForHomesContract(Config config) {
    super(config);
  }

  @Test
  public void theSamePathOnAnotherNodeIsAnotherDestination() throws Exception {
    Submission a = acceptedFor("node-1", "/data/x");
    Submission b = acceptedFor("node-2", "/data/x");

    assertNotEquals(a.id(), b.id());
    assertNotEquals(a.id(), accepted("/data/x").id());
    assertEquals(SubmissionState.WAITING, find(a.id()).state());
  }

  private static Homes.Sight sight(Set<String> reachable) {
    return new Homes.Sight(reachable, reachable, reachable, new TreeSet<>(Set.of("here")));
  }

  private void look(Homes.Sight sight, Duration patience) throws Exception {
    String last = await(database.run(connection -> waiting.look(connection, sight, "", patience)));
    assertEquals("all in one go", "", last);
  }

  private Submission acceptedFor(String home, String destination) throws Exception {
    SubmissionRequest plain = request("oss://bucket/k", destination);
    return ((Submitted.Accepted)
            submit(
                new SubmissionRequest(
                    plain.source(),
                    plain.sourceOptions(),
                    plain.destination(),
                    home,
                    plain.options(),
                    "")))
        .submission();
  }

  @Test
  public void whatWaitsForItsHomeSaysSoAndTakesNobodysPlace() throws Exception {
    Submission early = acceptedFor("gone", "/data/early");
    Submission late = accepted("/data/late");

    look(sight(Set.of("here")), Duration.ofDays(1));
    assertEquals(List.of(late.id()), take(1).stream().map(SubmissionRow::id).toList());
    Failure away = find(early.id()).failure().orElseThrow();
    assertEquals(FailureKind.HOME_AWAY, away.kind());
    assertTrue(away.oneLine(), away.oneLine().contains("there is here"));
    assertTrue(find(late.id()).failure().isEmpty());
    assertEquals(SubmissionState.WAITING, find(early.id()).state());

    look(sight(Set.of("here", "gone")), Duration.ofDays(1));
    assertTrue(find(early.id()).failure().isEmpty());
  }

  @Test
  public void theTimeThatAHomeIsAwayCountsFromItsFirstSilenceUntilItAnswers() throws Exception {
    Submission a = acceptedFor("other", "/data/a");
    take(1);
    end(a, new DownloadUpdate.Ended(HOME_AWAY, true));
    assertEquals(SubmissionState.WAITING, find(a.id()).state());
    assertEquals(HOME_AWAY, find(a.id()).failureOrNull());

    long first = take(1).get(0).awayMillisOrNull();
    assertEquals("still said", HOME_AWAY, find(a.id()).failureOrNull());
    end(a, new DownloadUpdate.Ended(HOME_AWAY, true));
    assertEquals(first, (long) take(1).get(0).awayMillisOrNull());

    progress(a, new Progress(1, 2));
    assertTrue(find(a.id()).failure().isEmpty());
    assertEquals(null, take(1).get(0).awayMillisOrNull());
  }

  @Test
  public void atTheEndOfPatienceItFailsAndWhatWasToBeCancelledIs() throws Exception {
    Submission fails = acceptedFor("gone", "/data/fails");
    Submission cancelled = acceptedFor("other", "/data/cancelled");
    take(1);
    end(cancelled, new DownloadUpdate.Ended(HOME_AWAY, true));
    look(sight(Set.of("here")), Duration.ofDays(1));
    assertEquals(SubmissionState.WAITING, wish(cancelled, Wish.CANCEL).state());

    look(sight(Set.of("here")), Duration.ofDays(1));
    assertEquals(SubmissionState.WAITING, find(fails.id()).state());
    look(sight(Set.of("here")), Duration.ofHours(-1));

    assertEquals(SubmissionState.FAILED, find(fails.id()).state());
    assertEquals(FailureKind.HOME_AWAY, find(fails.id()).failureOrNull().kind());
    assertEquals(SubmissionState.CANCELLED, find(cancelled.id()).state());
    assertEquals(SubmissionState.WAITING, wish(fails, Wish.RUN).state());
    assertTrue(find(fails.id()).failure().isEmpty());
  }

  @Test
  public void aPauseWhileTheHomeIsAwayIsAPause() throws Exception {
    Submission a = acceptedFor("other", "/data/a");
    take(1);
    wish(a, Wish.PAUSE);
    end(a, new DownloadUpdate.Ended(HOME_AWAY, true));

    assertEquals(SubmissionState.PAUSED, find(a.id()).state());
  }
}
