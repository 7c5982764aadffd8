package io.tributary.engine.submission;

import static io.tributary.engine.NodeFixture.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.japi.Pair;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.NodeFixture;
import io.tributary.engine.download.DownloadCoordinator;
import io.tributary.engine.journal.PostgresDatabases;
import io.tributary.testkit.postgres.PostgresServer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Submissions are worked on in their order, a few at a time, whatever happens to nodes. */
public final class SubmissionKeeperTest extends JUnitSuite {
  private static final int MANY = 10_000;
  private static final int MOST_ACTIVE = 8;

  private static final Config QUICK =
      ConfigFactory.parseString(
          """
          akka.actor.typed.extensions = []
          akka.cluster.roles = ["coordinator"]
          tributary.cluster.max-active-downloads = %d
          tributary.submission.poll-interval = 200ms
          tributary.submission.progress-interval = 200ms
          tributary.submission.patience = 1s
          """
              .formatted(MOST_ACTIVE));

  private final FakeDownload.Log log = new FakeDownload.Log();
  private NodeFixture node;

  private Submissions node(Config database) throws InterruptedException {
    return node(database, ConfigFactory.empty());
  }

  private Submissions node(Config database, Config more) throws InterruptedException {
    node =
        NodeFixture.start(
            "keeper", more.withFallback(QUICK).withFallback(PostgresDatabases.node(database)));
    ClusterSharding.get(node.system())
        .init(
            Entity.of(DownloadCoordinator.TYPE, entity -> FakeDownload.create(entity, log))
                .withStopMessage(new DownloadCoordinator.Leave()));
    return Submissions.get(node.system());
  }

  private static Config fresh() {
    return PostgresDatabases.settings(PostgresDatabases.server().url(PostgresDatabases.fresh()));
  }

  @After
  public void stop() {
    node.close();
  }

  private static Submission submit(Submissions submissions, String destination) throws Exception {
    Submitted submitted =
        await(submissions.submit(SubmissionRequest.of("oss://bucket/k", destination)));
    return ((Submitted.Accepted) submitted).submission();
  }

  private Submission awaitState(Submissions submissions, Submission one, SubmissionState state)
      throws Exception {
    node.eventually(() -> assertEquals(state, found(submissions, one).state()));
    return found(submissions, one);
  }

  private static Submission found(Submissions submissions, Submission one) throws Exception {
    return await(submissions.find(one.id())).orElseThrow();
  }

  private static int count(Submissions submissions, SubmissionState state) throws Exception {
    SubmissionQuery query =
        new SubmissionQuery(Set.of(state), SubmissionQuery.FROM_THE_NEWEST, SubmissionQuery.MOST);
    return await(submissions.list(query)).submissions().size();
  }

  @Test
  public void firstBytesAreShownBeforeTheNextWriting() throws Exception {
    Submissions submissions =
        node(fresh(), ConfigFactory.parseString("tributary.submission.progress-interval = 1m"));
    for (String destination : List.of("/data/busy-1", "/data/busy-2")) {
      Submission one = submit(submissions, destination);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (found(submissions, one).bytesDone() == 0) {
        assertTrue("it is shown after a minute", System.nanoTime() - end < 0);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
  }

  @Test
  public void tenThousandAtOnceAreAcceptedBoundedAndFinished() throws Exception {
    Submissions submissions = node(fresh());

    List<CompletionStage<Submitted>> all =
        IntStream.range(0, MANY)
            .mapToObj(i -> submissions.submit(SubmissionRequest.of("oss://bucket/k", "/data/" + i)))
            .toList();
    for (CompletionStage<Submitted> one : all) {
      assertTrue(await(one) instanceof Submitted.Accepted);
    }

    node.eventually(() -> assertEquals(0, count(submissions, SubmissionState.WAITING)));
    node.eventually(() -> assertEquals(0, count(submissions, SubmissionState.ACTIVE)));
    assertEquals(MANY, log.started.size());
    assertTrue("at once: " + log.mostAtOnce.get(), log.mostAtOnce.get() <= MOST_ACTIVE);
    assertEquals(MANY, completed(submissions));
  }

  private int completed(Submissions submissions) throws Exception {
    return await(
        Source.unfoldAsync(
                SubmissionQuery.FROM_THE_NEWEST,
                before ->
                    before == 0
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : submissions
                            .list(
                                new SubmissionQuery(
                                    Set.of(SubmissionState.COMPLETED), before, 1000))
                            .thenApply(
                                page ->
                                    Optional.of(
                                        Pair.create(page.nextBefore(), page.submissions().size()))))
            .runWith(Sink.fold(0, Integer::sum), node.system()));
  }

  @Test
  public void aPauseAResumptionAndACancellationReachTheCoordinator() throws Exception {
    Submissions submissions = node(fresh());
    Submission hangs = submit(submissions, "/data/hangs");
    awaitState(submissions, hangs, SubmissionState.ACTIVE);
    node.eventually(() -> assertEquals(40, found(submissions, hangs).bytesDone()));

    await(submissions.wish(hangs.id(), Wish.PAUSE));
    awaitState(submissions, hangs, SubmissionState.PAUSED);
    await(submissions.wish(hangs.id(), Wish.RUN));
    awaitState(submissions, hangs, SubmissionState.ACTIVE);
    await(submissions.wish(hangs.id(), Wish.PAUSE));
    awaitState(submissions, hangs, SubmissionState.PAUSED);
    await(submissions.wish(hangs.id(), Wish.CANCEL));
    awaitState(submissions, hangs, SubmissionState.CANCELLED);

    assertEquals("once or again", Set.of("/data/hangs"), Set.copyOf(log.cancelled));
  }

  @Test
  public void aPauseThatIsLostIsSaidAgainWhileProgressComes() throws Exception {
    Submissions submissions = node(fresh());
    log.deaf.add("/data/busy");
    Submission busy = submit(submissions, "/data/busy");
    node.eventually(() -> assertEquals(40, found(submissions, busy).bytesDone()));

    await(submissions.wish(busy.id(), Wish.PAUSE));

    awaitState(submissions, busy, SubmissionState.PAUSED);
    assertEquals("it was lost", Set.of(), log.deaf);
  }

  @Test
  public void aFailureIsKeptAndAJournalThatIsAwayIsWaitedFor() throws Exception {
    Submissions submissions = node(fresh());
    log.unusable.add("/data/later");
    Submission fails = submit(submissions, "/data/fails");
    Submission later = submit(submissions, "/data/later");

    Submission failed = awaitState(submissions, fails, SubmissionState.FAILED);
    assertEquals(FailureKind.NOT_FOUND, failed.failureOrNull().kind());
    Submission done = awaitState(submissions, later, SubmissionState.COMPLETED);
    assertEquals(100, done.bytesDone());
  }

  @Test
  public void whatIsUnfinishedWakesAfterARestartOfAllNodes() throws Exception {
    Config database = fresh();
    Submissions submissions = node(database);
    for (int i = 0; i < MOST_ACTIVE; i++) {
      submit(submissions, "/data/hangs/" + i);
    }
    Submission waits = submit(submissions, "/data/hangs/waits");
    node.eventually(() -> assertEquals(MOST_ACTIVE, log.started.size()));
    node.close();
    log.running.clear();

    Submissions again = node(database);

    node.eventually(() -> assertEquals(2 * MOST_ACTIVE, log.started.size()));
    assertEquals(SubmissionState.WAITING, found(again, waits).state());
    await(again.wish(waits.id(), Wish.PAUSE));
    for (Submission active :
        await(again.list(SubmissionQuery.newest(MOST_ACTIVE + 1))).submissions()) {
      await(again.wish(active.id(), Wish.CANCEL));
      awaitState(again, active, SubmissionState.CANCELLED);
    }
  }

  @Test
  public void whileTheDatabaseIsAwayNothingIsAcceptedAndThenItGoesOn() throws Exception {
    try (PostgresServer server = PostgresServer.start()) {
      Submissions submissions = node(PostgresDatabases.settings(server.url()));
      Submission hangs = submit(submissions, "/data/hangs");
      awaitState(submissions, hangs, SubmissionState.ACTIVE);
      server.kill();

      CompletionStage<Submitted> refused =
          submissions.submit(SubmissionRequest.of("oss://bucket/k", "/data/x"));
      ExecutionException failure =
          Assert.assertThrows(ExecutionException.class, () -> await(refused));
      assertEquals(
          FailureKind.STATE_UNUSABLE, ((TributaryException) failure.getCause()).failure().kind());
      server.restart();

      node.eventually(() -> submit(submissions, "/data/x"));
      awaitState(submissions, found(submissions, hangs), SubmissionState.ACTIVE);
      node.eventually(() -> assertEquals(1, count(submissions, SubmissionState.COMPLETED)));
    }
  }
}
