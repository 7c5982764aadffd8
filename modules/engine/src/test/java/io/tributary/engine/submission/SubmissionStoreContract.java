package io.tributary.engine.submission;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.Config;
import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.identity.Identity;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.api.DownloadResult.Verification;
import io.tributary.engine.download.DownloadUpdate;
import io.tributary.engine.journal.JournalDatabase;
import io.tributary.engine.submission.SubmissionQueue.Progress;
import io.tributary.engine.submission.SubmissionQueue.Turn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What the table of submissions does, in each database. */
public abstract class SubmissionStoreContract extends JUnitSuite {
  private static final long PATIENCE_SECONDS = 30;
  private static final Set<String> HOMES = Set.of("here", "other");

  static final Failure INTERRUPTED =
      new Failure(FailureKind.INTERRUPTED, "finish", "oss://bucket/k", "it was interrupted", "");
  static final Failure NOT_FOUND =
      new Failure(
          FailureKind.NOT_FOUND, "read", "oss://bucket/k", "there is no \"such\" object\n", "");
  private static final Failure HOME_AWAY =
      new Failure(FailureKind.HOME_AWAY, "write to the disk of", "other", "it is silent", "");
  static final DownloadResult RESULT =
      new DownloadResult(
          "oss://bucket/k",
          "/data/x",
          new Identity(1L << 40, "\"e\"", "", "", List.of(Checksum.ofCrc64(-1))),
          1L << 40,
          2,
          3,
          4,
          5,
          6,
          0.1,
          new Verification(Checksum.ofCrc64(7), Verification.Scope.WHOLE, true),
          DownloadResult.Outcome.COMPLETED);

  private final ActorTestKit kit;
  private final SubmissionDatabase database;
  private final SubmissionStore store;
  private final SubmissionQueue queue;
  private final WaitingForHomes waiting;

  SubmissionStoreContract(Config config) {
    kit = ActorTestKit.create("submissions", config);
    SubmissionSql sql = SubmissionSql.of(JournalDatabase.get(kit.system()).dialect());
    SubmissionCodec codec = new SubmissionCodec(kit.system());
    database = new SubmissionDatabase(kit.system());
    store = new SubmissionStore(sql, codec, Clock.systemUTC());
    queue = new SubmissionQueue(sql, codec, Clock.systemUTC());
    waiting = new WaitingForHomes(sql, codec, queue, Clock.systemUTC());
  }

  @After
  public void stop() {
    kit.shutdownTestKit();
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private Submitted submit(SubmissionRequest request) throws Exception {
    SubmissionDraft draft = SubmissionDraft.of(request);
    return await(database.run(connection -> store.submit(connection, draft)));
  }

  private Submission accepted(String destination) throws Exception {
    return ((Submitted.Accepted) submit(request("oss://bucket/k", destination))).submission();
  }

  private static SubmissionRequest request(String source, String destination) {
    return SubmissionRequest.of(source, destination);
  }

  private static SubmissionRequest named(String requestId) {
    SubmissionRequest plain = request("oss://bucket/k", "/data/x");
    return new SubmissionRequest(
        plain.source(),
        plain.sourceOptions(),
        plain.destination(),
        "other",
        plain.options(),
        requestId);
  }

  private Submission find(String id) throws Exception {
    return await(database.run(connection -> store.find(connection, id))).orElseThrow();
  }

  private Submission wish(Submission submission, Wish wish) throws Exception {
    return await(database.run(connection -> store.wish(connection, submission.id(), wish)))
        .orElseThrow();
  }

  private List<SubmissionRow> take(int most) throws Exception {
    return await(database.run(connection -> queue.take(connection, most, HOMES)));
  }

  private void end(Submission submission, DownloadUpdate end) throws Exception {
    Turn turn = new Turn(submission.id(), submission.sequence());
    await(
        database.run(
            connection -> {
              queue.end(connection, Map.of(turn, end));
              return "";
            }));
  }

  private void progress(Map<Turn, Progress> progress) throws Exception {
    await(
        database.run(
            connection -> {
              queue.progress(connection, progress);
              return "";
            }));
  }

  private void progress(Submission submission, Progress progress) throws Exception {
    progress(Map.of(new Turn(submission.id(), submission.sequence()), progress));
  }

  private SubmissionPage list(SubmissionQuery query) throws Exception {
    return await(database.run(connection -> store.list(connection, query)));
  }

  @Test
  public void theSameObjectToTheSameDestinationAttaches() throws Exception {
    Submission first = accepted("/data/x");

    Submitted again = submit(request("oss://bucket/k", "/data/./x"));

    assertEquals(new Submitted.Attached(first), again);
    assertEquals("", first.home());
    assertEquals(SubmissionState.WAITING, first.state());
    assertEquals(-1, first.sizeBytes());
  }

  @Test
  public void anotherObjectToABusyDestinationIsRefusedNamingTheHolder() throws Exception {
    Submission first = accepted("/data/x");

    Submitted.Refused refused =
        (Submitted.Refused) submit(request("oss://bucket/other", "/data/x"));

    assertEquals(first, refused.holder());
    assertEquals(FailureKind.DESTINATION_BUSY, refused.failure().kind());
    assertTrue(refused.failure().oneLine().contains(first.id()));
    assertTrue(refused.failure().oneLine().contains("oss://bucket/k"));
    assertEquals(first, find(first.id()));
  }

  @Test
  public void whatEndedBeginsAnewAndALateWordOfItsEndIsForgotten() throws Exception {
    Submission first = accepted("/data/x");
    take(1);
    end(first, new DownloadUpdate.Ended(NOT_FOUND, false));
    assertEquals(NOT_FOUND, find(first.id()).failureOrNull());

    Submission second =
        ((Submitted.Accepted) submit(request("oss://bucket/other", "/data/x"))).submission();
    assertNotEquals(first.sequence(), second.sequence());
    assertEquals(SubmissionState.WAITING, second.state());
    assertTrue(second.failure().isEmpty());
    assertEquals("oss://bucket/other", take(1).get(0).spec().source().locator());
    end(first, new DownloadUpdate.Finished(RESULT));

    assertEquals(SubmissionState.ACTIVE, find(second.id()).state());
  }

  @Test
  public void theSameRequestAgainStartsNothingEvenAfterItsEnd() throws Exception {
    Submission first = ((Submitted.Accepted) submit(named("r-1"))).submission();
    take(1);
    end(first, new DownloadUpdate.Finished(RESULT));

    Submitted.Attached again = (Submitted.Attached) submit(named("r-1"));

    assertEquals(RESULT, again.submission().resultOrNull());
    assertEquals(SubmissionState.COMPLETED, again.submission().state());
    assertEquals(1L << 40, again.submission().bytesDone());
    assertEquals("other", again.submission().home());
    assertTrue(submit(named("r-2")) instanceof Submitted.Accepted);
  }

  @Test
  public void ofManyWhoSubmitAtOnceOneIsAccepted() throws Exception {
    List<CompletionStage<Submitted>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      SubmissionDraft draft = SubmissionDraft.of(request("oss://bucket/k", "/data/x"));
      all.add(database.run(connection -> store.submit(connection, draft)));
    }
    int accepted = 0;
    for (CompletionStage<Submitted> one : all) {
      accepted += await(one) instanceof Submitted.Accepted ? 1 : 0;
    }
    assertEquals(1, accepted);
  }

  @Test
  public void turnsAreTakenInOrderAndWhatIsActiveCounts() throws Exception {
    Submission a = accepted("/data/a");
    Submission b = accepted("/data/b");
    accepted("/data/c");

    assertEquals(List.of(a.id(), b.id()), take(2).stream().map(SubmissionRow::id).toList());
    assertEquals(2, take(2).size());
    end(a, new DownloadUpdate.Finished(RESULT));

    assertEquals("/data/c", take(2).get(1).spec().destination());
  }

  @Test
  public void aRowThatCannotBeReadKeepsNobodyElseWaiting() throws Exception {
    Submission bad = accepted("/data/a");
    Submission good = accepted("/data/b");
    await(database.run(connection -> spoil(connection, bad.id())));

    assertEquals(List.of(good.id()), take(2).stream().map(SubmissionRow::id).toList());
    SubmissionQuery all = new SubmissionQuery(Set.of(), Long.MAX_VALUE, 1);
    SubmissionPage page = await(database.run(connection -> store.list(connection, all)));
    assertEquals(good.id(), page.submissions().get(0).id());
    SubmissionQuery rest = new SubmissionQuery(Set.of(), page.nextBefore(), 1);
    assertEquals(
        List.of(), await(database.run(connection -> store.list(connection, rest))).submissions());
  }

  private static int spoil(Connection connection, String id) throws SQLException {
    String spoiled = "UPDATE tributary_submission SET spec = ? WHERE id = ?";
    try (PreparedStatement update = connection.prepareStatement(spoiled)) {
      update.setBytes(1, new byte[] {1, 2, 3});
      update.setString(2, id);
      return update.executeUpdate();
    }
  }

  @Test
  public void progressIsOfTheTurnThatItWasMadeIn() throws Exception {
    Submission a = accepted("/data/a");
    take(1);
    progress(
        Map.of(
            new Turn(a.id(), a.sequence()), new Progress(5, 10),
            new Turn(a.id(), a.sequence() + 1), new Progress(7, 7)));

    assertEquals(5, find(a.id()).bytesDone());
    assertEquals(10, find(a.id()).sizeBytes());
  }

  @Test
  public void aPauseOfAnActiveOneComesThroughWithItsEnd() throws Exception {
    Submission a = accepted("/data/a");
    take(1);

    assertEquals(Wish.PAUSE, wish(a, Wish.PAUSE).wish());
    assertEquals(Wish.PAUSE, take(1).get(0).submission().wish());
    end(a, new DownloadUpdate.Ended(INTERRUPTED, true));

    assertEquals(SubmissionState.PAUSED, find(a.id()).state());
    assertTrue(take(1).isEmpty());
    assertEquals(SubmissionState.WAITING, wish(a, Wish.RUN).state());
    assertEquals(1, take(1).size());
  }

  @Test
  public void whatWasBegunIsCancelledByItsCoordinator() throws Exception {
    Submission a = accepted("/data/a");
    assertEquals(SubmissionState.CANCELLED, wish(a, Wish.CANCEL).state());
    Submission b = accepted("/data/b");
    take(1);
    end(b, new DownloadUpdate.Ended(NOT_FOUND, true));

    assertEquals(SubmissionState.WAITING, wish(b, Wish.CANCEL).state());
    assertEquals(Wish.CANCEL, take(1).get(0).submission().wish());
    end(b, new DownloadUpdate.Ended(INTERRUPTED, false));

    assertEquals(SubmissionState.CANCELLED, find(b.id()).state());
    assertEquals(Wish.CANCEL, wish(b, Wish.RUN).wish());
  }

  @Test
  public void anInterruptionThatNobodyWishedGoesOnLater() throws Exception {
    Submission a = accepted("/data/a");
    take(1);
    end(a, new DownloadUpdate.Ended(INTERRUPTED, true));

    assertEquals(SubmissionState.WAITING, find(a.id()).state());
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

  @Test
  public void aListComesInPagesNewestFirst() throws Exception {
    for (int i = 0; i < 5; i++) {
      accepted("/data/" + i);
    }
    take(2);

    SubmissionPage first = list(SubmissionQuery.newest(2));
    assertEquals(
        List.of("/data/4", "/data/3"),
        first.submissions().stream().map(Submission::destination).toList());
    SubmissionPage second = list(new SubmissionQuery(Set.of(), first.nextBefore(), 2));
    SubmissionPage third = list(new SubmissionQuery(Set.of(), second.nextBefore(), 2));
    assertEquals("/data/0", third.submissions().get(0).destination());
    assertEquals(0, third.nextBefore());

    SubmissionPage active =
        list(
            new SubmissionQuery(
                Set.of(SubmissionState.ACTIVE, SubmissionState.FAILED),
                SubmissionQuery.FROM_THE_NEWEST,
                5));
    assertEquals(2, active.submissions().size());
    assertFalse(active.submissions().get(0).startedAt().isEmpty());
  }

  @Test
  public void nobodyKnowsAnUnknownId() throws Exception {
    assertTrue(await(database.run(connection -> store.find(connection, "no"))).isEmpty());
    assertTrue(await(database.run(connection -> store.wish(connection, "no", Wish.RUN))).isEmpty());
  }
}
