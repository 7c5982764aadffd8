package io.tributary.engine.submission;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.typesafe.config.Config;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.api.Allowance;
import io.tributary.engine.api.AllowanceChange;
import io.tributary.engine.api.JobProgress;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.api.Priority;
import io.tributary.engine.download.DownloadUpdate;
import io.tributary.engine.job.JobMessageSamples;
import io.tributary.engine.submission.SubmissionQueue.Progress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.Assert;
import org.junit.Test;

/** What the table of submissions says to who asks for something, in each database. */
public abstract class SubmissionStoreContract extends SubmissionTableSuite {
  SubmissionStoreContract(Config config) {
    super(config);
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
  public void whatFailsMidwayLeavesNothingBehind() throws Exception {
    SubmissionDraft draft = SubmissionDraft.of(request("oss://bucket/k", "/data/x"));
    CompletionStage<Submitted> failed =
        database.run(
            connection -> {
              store.submit(connection, draft);
              throw new SQLException("on purpose");
            });
    Assert.assertThrows(ExecutionException.class, () -> await(failed));

    assertTrue(await(database.run(connection -> store.find(connection, draft.id()))).isEmpty());
    accepted("/data/x");
  }

  @Test
  public void whoWatchesHearsOfEachChangeAndHowManyThereAre() throws Exception {
    Submission a = accepted("/data/a");
    Submission b = accepted("/data/b");
    take(1);
    progress(a, new Progress(7, 100));
    Submission paused = wish(b, Wish.PAUSE);

    List<Submission> changed = changedSince(a.submittedAt(), 10);
    assertEquals(List.of(find(a.id()), paused), changed);
    assertEquals(7, changed.get(0).bytesDone());
    assertEquals(1, changedSince(a.submittedAt(), 1).size());
    assertEquals(List.of(), changedSince(paused.changedAt().plusMillis(1), 10));
    assertEquals(
        Map.of(SubmissionState.ACTIVE, 1L, SubmissionState.PAUSED, 1L),
        await(database.run(changes::count)));
  }

  @Test
  public void requestsAtATimeAreChangedOfJobsAlone() throws Exception {
    Submission job =
        ((Submitted.Accepted) submit(job("oss://bucket/p/", "/data/tree", "*.tmp"))).submission();
    int before = job.allowance().requests();
    assertTrue(before > 0);
    AllowanceChange two = AllowanceChange.NONE.withRequests(2);
    Submission fewer = allow(job, two);
    assertEquals(2, fewer.allowance().requests());
    assertEquals(1, fewer.allowance().revision());
    assertEquals(fewer, allow(job, two));
    assertEquals(
        "what is not named stays",
        2,
        allow(job, AllowanceChange.NONE.withBytesPerSecond(9)).allowance().requests());

    Submission download = accepted("/data/one");
    Exception refused = Assert.assertThrows(Exception.class, () -> allow(download, two));
    assertTrue(refused.toString(), refused.toString().contains("are of a job"));
    assertEquals(download, find(download.id()));
  }

  @Test
  public void whatAnActiveOneMayUseIsChangedForGood() throws Exception {
    Submission a = accepted("/data/a");
    take(1);
    Submission urgent = allow(a, new AllowanceChange(5L, null, Priority.HIGH));
    assertEquals(new Allowance(5, 0, Priority.HIGH, 1), urgent.allowance());
    assertEquals(urgent.allowance(), take(1).get(0).spec().allowance());
    assertTrue(changedSince(a.changedAt(), 5).contains(urgent));
    assertEquals(urgent, allow(a, new AllowanceChange(5L, null, null)));
    assertEquals(
        new Allowance(5, 2.5, Priority.HIGH, 2),
        allow(a, new AllowanceChange(null, 2.5, null)).allowance());

    end(a, new DownloadUpdate.Finished(RESULT));
    Submission done = allow(a, new AllowanceChange(null, null, Priority.LOW));
    assertEquals(Priority.HIGH, done.allowance().priority());
    assertFalse(done.mayBeAllowed());
    assertEquals(Allowance.DEFAULT, accepted("/data/a").allowance());
    assertTrue(
        await(
                database.run(
                    connection ->
                        store.allow(connection, "no", new AllowanceChange(1L, null, null))))
            .isEmpty());
  }

  @Test
  public void aRowThatCannotBeReadKeepsNobodyElseWaiting() throws Exception {
    Submission bad = accepted("/data/a");
    Submission good = accepted("/data/b");
    await(database.run(connection -> spoil(connection, bad.id())));

    assertEquals(List.of(good.id()), take(1).stream().map(SubmissionRow::id).toList());
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
  public void aJobIsListedWithDownloadsAndSaysHowFarItIs() throws Exception {
    Submission download = accepted("/data/x");
    Submission job = acceptedJob("/data/tree");
    assertEquals(SubmissionKind.JOB, job.kind());
    assertEquals("/data/receipt", job.job().orElseThrow().receipt());
    assertEquals(
        new Submitted.Attached(job), submit(job("oss://bucket/in/", "/data/tree/.", "*.tmp")));
    Submitted other = submit(job("oss://bucket/in/", "/data/tree", "*.log"));
    assertEquals("other objects are wanted", job, ((Submitted.Refused) other).holder());

    take(5);
    JobProgress now = JobMessageSamples.progress();
    progress(job, new Progress(5, -1, now));
    assertEquals(now, find(job.id()).job().orElseThrow().progressOrNull());
    assertEquals(5, find(job.id()).bytesDone());
    JobResult result = JobMessageSamples.result();
    end(job, new TurnOutcome.Done(result, 7));
    Submission done = find(job.id());
    assertEquals(SubmissionState.COMPLETED, done.state());
    assertEquals(result, done.job().orElseThrow().resultOrNull());
    assertEquals(7, done.sizeBytes());

    SubmissionQuery query = SubmissionQuery.newest(9);
    assertEquals(
        List.of(job.id(), download.id()),
        list(query).submissions().stream().map(Submission::id).toList());
    for (SubmissionKind kind : SubmissionKind.values()) {
      SubmissionPage page = list(new SubmissionQuery(Set.of(), query.before(), 9, kind));
      assertEquals(List.of(kind), page.submissions().stream().map(Submission::kind).toList());
    }
    Submission again = acceptedJob("/data/tree");
    assertEquals("it begins anew", null, again.job().orElseThrow().progressOrNull());
  }

  @Test
  public void nobodyKnowsAnUnknownId() throws Exception {
    assertTrue(await(database.run(connection -> store.find(connection, "no"))).isEmpty());
    assertTrue(await(database.run(connection -> store.wish(connection, "no", Wish.RUN))).isEmpty());
  }
}
