package io.tributary.engine.job;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.Download;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.Job;
import io.tributary.engine.Tributary;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadRequest;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.download.DownloadId;
import io.tributary.engine.download.DownloadSpec;
import io.tributary.engine.download.DownloadWatcher;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.http.HttpRequest;
import io.tributary.testkit.http.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Large objects, which are downloads of their own, and what becomes of them when one fails. */
public final class JobLargeTest extends JUnitSuite {
  private static final Duration PATIENCE = Duration.ofSeconds(JobFixture.PATIENCE_SECONDS);
  private static final int MIB = 1 << 20;
  private static final int LARGE_BYTES = 20 * MIB;

  private JobFixture fixture;
  private FaultRule otherEnd;

  @Before
  public void start() throws Exception {
    fixture = new JobFixture();
  }

  @After
  public void stop() throws Exception {
    fixture.close();
  }

  private static TributaryException failure(Job job) {
    ExecutionException stopped =
        Assert.assertThrows(
            ExecutionException.class,
            () ->
                job.result()
                    .toCompletableFuture()
                    .get(JobFixture.PATIENCE_SECONDS, TimeUnit.SECONDS));
    return (TributaryException) stopped.getCause();
  }

  @Test
  public void aJournalThatIsAwayForAMomentStopsTheJobAndFailsNoObject() throws Exception {
    fixture.put("large", 1, LARGE_BYTES);
    fixture.journal(
        """
        CREATE TRIGGER refuse BEFORE INSERT ON event_journal
        WHEN NEW.persistence_id LIKE 'Download%'
        BEGIN SELECT RAISE(ABORT, 'no room'); END
        """);
    Job job = fixture.start("", JobFixture.largeFromOneMebibyte());
    assertEquals(FailureKind.STATE_UNUSABLE, failure(job).failure().kind());
    assertTrue(job.resumable());

    fixture.journal("DROP TRIGGER refuse");
    JobResult result = fixture.run("", JobFixture.largeFromOneMebibyte());
    assertEquals(1, result.counts().fetched());
    assertEquals(0, result.counts().failed());
    assertEquals(List.of("large"), fixture.files());
  }

  /** Two words on the way at a time: the second comes to a download that has ended by the first. */
  @Test
  public void whatIsInterruptedAndCancelledAtOnceLeavesNothing() throws Exception {
    fixture.put("large", 1, LARGE_BYTES);
    JobOptions slow =
        JobFixture.largeFromOneMebibyte().toBuilder()
            .download(DownloadOptions.builder().limitBytesPerSecond(MIB).build())
            .build();
    Job begun = fixture.start("", slow);
    await(
        () ->
            Files.exists(fixture.root())
                && fixture.files().stream().anyMatch(JobLargeTest::isTemporary));
    LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
    begun.interrupt();
    assertEquals(FailureKind.INTERRUPTED, failure(begun).failure().kind());
    assertTrue(fixture.files().stream().anyMatch(JobLargeTest::isTemporary));

    fixture.server.fault(When.any().and("large", JobLargeTest::isOfLarge), Fault.stallAfter(0));
    int before = fixture.server.requests("/bucket/large").size();
    TestProbe<JobUpdate> watcher = TestProbe.create(fixture.node().system());
    fixture.job().tell(new JobCoordinator.Start(fixture.spec(""), watcher.ref()));
    await(() -> fixture.server.requests("/bucket/large").size() > before);
    fixture.job().tell(new JobCoordinator.Interrupt());
    fixture.job().tell(new JobCoordinator.Cancel());

    watcher.fishForMessage(
        PATIENCE,
        update ->
            update instanceof JobUpdate.Ended
                ? FishingOutcomes.complete()
                : FishingOutcomes.continueAndIgnore());
    assertEquals(List.of(), fixture.files());
  }

  private static boolean isTemporary(String name) {
    return name.startsWith("large.");
  }

  private static boolean isOfLarge(HttpRequest request) {
    return request.path().equals("/bucket/large");
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertTrue("in time", System.nanoTime() < end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /** A download of another object to the file of the large one, which has begun, and cannot end. */
  private Download another() throws Exception {
    fixture.put("large", 1, LARGE_BYTES);
    fixture.put("other", 2, LARGE_BYTES);
    otherEnd =
        fixture.server.fault(
            When.get("/bucket/other").covering(LARGE_BYTES - 1), Fault.stallBeforeHead());
    Files.createDirectories(fixture.root());
    Download other =
        Tributary.get(fixture.node().system())
            .start(
                DownloadRequest.of(
                    fixture.server.url("/bucket/other"), fixture.root().resolve("large")));
    CompletableFuture<Object> begun = new CompletableFuture<>();
    other
        .progress()
        .runForeach(
            now -> {
              if (now.bytesDone() > 0) {
                begun.complete(now);
              }
            },
            fixture.node().system());
    begun.get(JobFixture.PATIENCE_SECONDS, TimeUnit.SECONDS);
    return other;
  }

  /** As after a pause, when a download of the job before has not come to its end yet. */
  @Test
  public void whatAnotherDownloadStillWritesIsWaitedFor() throws Exception {
    Download other = another();
    Job job = fixture.start("large", JobFixture.largeFromOneMebibyte());
    LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
    assertFalse("it waits", job.result().toCompletableFuture().isDone());
    other.interrupt();
    JobResult result =
        job.result().toCompletableFuture().get(JobFixture.PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertEquals(result.toString(), 1, result.counts().fetched());
    assertTrue(
        DownloadFixture.holds(fixture.root().resolve("large"), Content.synthetic(1, LARGE_BYTES)));
  }

  @Test
  public void whoeverCancelsAJobCancelsNoOthersDownload() throws Exception {
    Download other = another();
    Job job = fixture.start("large", JobFixture.largeFromOneMebibyte());
    LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
    assertFalse("it waits", job.result().toCompletableFuture().isDone());
    fixture.job().tell(new JobCoordinator.Cancel());
    assertEquals(FailureKind.INTERRUPTED, failure(job).kind());
    otherEnd.release();
    other.result().toCompletableFuture().get(JobFixture.PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertTrue(
        DownloadFixture.holds(fixture.root().resolve("large"), Content.synthetic(2, LARGE_BYTES)));
  }

  /** Refuses it only when there is something on the disk. */
  private final class Late implements Fault {
    private final int status;

    Late(int status) {
      this.status = status;
    }

    @Override
    public HttpResponse onResponse(HttpRequest request, HttpResponse response) {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!hasBegun() && System.nanoTime() < end) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
      return HttpResponse.text(status, "no\n");
    }
  }

  /** A job whose large object cannot be read to its end. */
  private FailureKind failLate(int status) throws Exception {
    fixture.put("large", 1, LARGE_BYTES);
    fixture.put("small", 2, 10);
    fixture.server.fault(
        When.get("/bucket/large")
            .and(
                "its end",
                request ->
                    request.range().map(range -> range.first() > LARGE_BYTES / 2).orElse(false)),
        new Late(status));
    JobResult result = fixture.run("", JobFixture.largeFromOneMebibyte());
    assertEquals(1, result.counts().failed());
    return result.firstFailures().get(0).failure().kind();
  }

  @Test
  public void ofALargeObjectThatHasFailedNothingIsLeft() throws Exception {
    assertEquals(FailureKind.ACCESS_DENIED, failLate(403));
    assertEquals(List.of("small"), fixture.files());
  }

  @Test
  public void whatTheServerHeldBackIsKeptForALaterRun() throws Exception {
    assertTrue(failLate(503).retryable());
    assertEquals(fixture.files().toString(), 2, fixture.files().size());
  }

  @Test
  public void whatAnEarlierRunBeganStopsThoughThisOneHasNotBegunIt() throws Exception {
    fixture.put("large", 1, LARGE_BYTES);
    fixture.server.fault(When.get("/bucket/large"), Fault.trickle(MIB));
    Files.createDirectory(fixture.root());
    ActorSystem<Void> system = fixture.node().system();
    JobSpec spec = fixture.spec("");
    Item item =
        new Item("oss://bucket/large", "large", "large", false, LARGE_BYTES, "", null, List.of());
    List<Batch> open = List.of(new Batch(1, true, List.of(item)));
    DownloadSpec download = LargeObjects.download(system, spec, open.get(0), "");
    var earlier = DownloadWatcher.caller(system);
    system.systemActorOf(
        DownloadWatcher.create(
            download, DownloadId.of("", download.destination()), system, earlier),
        "earlier",
        Props.empty());
    TestProbe<Object> clock = TestProbe.create(system);
    clock.awaitAssert(PATIENCE, this::requireBegun);

    system.systemActorOf(
        Behaviors.<JobCoordinator.Command>setup(
            context -> {
              new LargeObjects(context, spec, ".job.marker", 7).stop(open);
              return Behaviors.empty();
            }),
        "later",
        Props.empty());

    ExecutionException ended =
        Assert.assertThrows(
            ExecutionException.class,
            () ->
                earlier.result().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    assertEquals(FailureKind.INTERRUPTED, ((TributaryException) ended.getCause()).failure().kind());
    assertEquals("what it has is kept", 1, fixture.files().size());
  }

  private Object requireBegun() {
    assertTrue("nothing has come yet", hasBegun());
    return fixture;
  }

  /** Its temporary file is there, with something that is worth keeping. */
  private boolean hasBegun() {
    try {
      for (String file : fixture.files()) {
        if (file.startsWith("large.") && holdsSomething(fixture.root().resolve(file))) {
          return true;
        }
      }
      return false;
    } catch (IOException | UncheckedIOException changedJustNow) {
      return false;
    }
  }

  private static boolean holdsSomething(Path file) throws IOException {
    for (byte each : Files.readAllBytes(file)) {
      if (each != 0) {
        return true;
      }
    }
    return false;
  }
}
