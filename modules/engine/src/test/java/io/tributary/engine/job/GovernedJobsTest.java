package io.tributary.engine.job;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.Gate;
import io.tributary.engine.Job;
import io.tributary.engine.Tributary;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.api.JobRequest;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.api.Priority;
import io.tributary.engine.governor.BucketView;
import io.tributary.engine.governor.ChosenLimits;
import io.tributary.engine.governor.ClusterLimits;
import io.tributary.engine.governor.Governor;
import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.http.HttpRequest;
import io.tributary.testkit.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Jobs on one node that share what it may use, and a server that does not let everybody in. */
public final class GovernedJobsTest extends JUnitSuite {
  private static final long SERVICE_NANOS = 4_000_000;
  private static final int ALL = 10_000;

  private JobFixture fixture;

  @Before
  public void start() throws Exception {
    fixture = new JobFixture();
  }

  @After
  public void stop() throws Exception {
    fixture.close();
  }

  /** Answers so many at a time, each after a while, and refuses the others at once. */
  private static final class Crowded implements Fault {
    private final int most;
    private final AtomicInteger inside = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();

    Crowded(int most) {
      this.most = most;
    }

    @Override
    public HttpResponse onResponse(HttpRequest request, HttpResponse response) {
      try {
        if (inside.incrementAndGet() <= most) {
          LockSupport.parkNanos(SERVICE_NANOS);
          return response;
        }
        refused.incrementAndGet();
        return HttpResponse.text(503, "slow down\n");
      } finally {
        inside.decrementAndGet();
      }
    }
  }

  private static When objects() {
    return When.any()
        .method("GET")
        .and("an object", request -> request.path().startsWith("/bucket/"))
        .and("no listing", request -> !request.path().equals("/bucket/"));
  }

  private static JobOptions options(int requests, Priority priority) {
    JobOptions defaults = JobOptions.defaults();
    DownloadOptions download =
        DownloadOptions.builder().keepTime(true).retries(20).priority(priority).build();
    return defaults.toBuilder().requests(requests).download(download).build();
  }

  private void put(String prefix, int objects) {
    for (int i = 0; i < objects; i++) {
      fixture.put(prefix + "%05d".formatted(i), i, 100);
    }
  }

  @Test
  public void whatAServerLetsInIsLearnedWithFewRefusals() throws Exception {
    int objects = 4000;
    put("k", objects);
    Crowded crowded = new Crowded(8);
    fixture.server.fault(objects(), crowded);

    JobResult result = fixture.run("", options(64, Priority.NORMAL));

    assertEquals(objects, result.counts().fetched());
    assertTrue("refused: " + crowded.refused, crowded.refused.get() < objects * 0.05);
    assertTrue("it was crowded", crowded.refused.get() > 0);
    List<BucketView> learned = Governor.get(fixture.node().system()).view().throttled();
    assertEquals(1, learned.size());
    assertTrue(learned.toString(), learned.get(0).most() <= 16);
  }

  @Test
  public void aSmallJobIsNotBehindAHugeOne() throws Exception {
    put("huge/", 3000);
    put("small/", 60);
    fixture.server.fault(objects(), new Crowded(1000));
    ClusterLimits.get(fixture.node().system())
        .choose(new ChosenLimits(4, null, null))
        .toCompletableFuture()
        .get(JobFixture.PATIENCE_SECONDS, TimeUnit.SECONDS);
    Job huge = fixture.start("huge/", options(256, Priority.NORMAL));
    assertTrue(fixture.server.awaitRequests(500, Duration.ofSeconds(JobFixture.PATIENCE_SECONDS)));

    Gate gate = new Gate();
    Job job = held(gate, "small/", options(64, Priority.HIGH));
    // Those of the small one wait for their turns, all of them.
    gate.await(4);
    gate.release(ALL);
    JobResult small =
        job.result().toCompletableFuture().get(JobFixture.PATIENCE_SECONDS, TimeUnit.SECONDS);

    assertEquals(60, small.counts().fetched());
    assertFalse("it waited for the huge one", huge.result().toCompletableFuture().isDone());
    List<RecordedRequest> all = fixture.server.requests();
    List<Integer> ofSmall =
        IntStream.range(0, all.size())
            .filter(i -> all.get(i).path().startsWith("/bucket/small/"))
            .boxed()
            .toList();
    long between =
        all.subList(ofSmall.get(0), ofSmall.get(ofSmall.size() - 1)).stream()
            .filter(request -> request.path().startsWith("/bucket/huge/"))
            .count();
    // Four of five places are the small one's: 60 of its requests, and a quarter as many others.
    assertTrue("requests of the huge job meanwhile: " + between, between <= 40);
    huge.interrupt();
    Exception ended =
        org.junit.Assert.assertThrows(
            java.util.concurrent.ExecutionException.class,
            () ->
                huge.result()
                    .toCompletableFuture()
                    .get(JobFixture.PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertTrue(ended.toString(), ended.getMessage().contains("stopped"));
  }

  @Test
  public void pagesOfAListingHaveTheirTurns() throws Exception {
    put("k", 3);
    FaultRule listing =
        fixture.server.fault(
            When.any().and("a listing", request -> request.path().equals("/bucket/")),
            Fault.stallBeforeHead());
    Governor governor = Governor.get(fixture.node().system());
    Job job = fixture.start("", options(64, Priority.NORMAL));
    await("a page is a request of its own", () -> governor.view().underWay() == 1);
    listing.release();
    JobResult result =
        job.result().toCompletableFuture().get(JobFixture.PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertEquals(3, result.counts().fetched());
    assertEquals("all turns are over", 0, governor.view().underWay());
  }

  /** Of a job's large object, which is a download of its own. */
  @Test
  public void theLookAtAnObjectHasItsTurn() throws Exception {
    fixture.put("large", 1, 2 * JobOptions.LEAST_LARGE_BYTES);
    FaultRule look =
        fixture.server.fault(When.any().path("/bucket/large").once(), Fault.stallBeforeHead());
    Governor governor = Governor.get(fixture.node().system());
    JobOptions defaults = options(64, Priority.NORMAL);
    JobOptions large = defaults.toBuilder().largeBytes(JobOptions.LEAST_LARGE_BYTES).build();
    Job job = fixture.start("", large);
    assertTrue(look.awaitFired(1, Duration.ofSeconds(JobFixture.PATIENCE_SECONDS)));
    assertEquals(1, governor.view().underWay());
    look.release();
    JobResult result =
        job.result().toCompletableFuture().get(JobFixture.PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertEquals(1, result.counts().fetched());
    await("all turns are over", () -> governor.view().underWay() == 0);
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(JobFixture.PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertTrue(what, System.nanoTime() - end < 0);
      LockSupport.parkNanos(1_000_000);
    }
  }

  /**
   * Begins a job; from when its objects are known, and until all of them wait, none is answered.
   */
  private Job held(Gate gate, String prefix, JobOptions options) throws Exception {
    AtomicBoolean listed = new AtomicBoolean();
    fixture.server.fault(objects().and("after the listing", request -> listed.get()), gate);
    fixture.server.fault(
        When.any()
            .path("/bucket/")
            .and("its listing", request -> request.target().contains("small")),
        Fault.runBefore(() -> listed.set(true)));
    Job job = other(prefix, options);
    AtomicLong open = new AtomicLong();
    job.progress().runForeach(now -> open.set(now.openObjects()), fixture.node().system());
    await("all are handed out", () -> open.get() == 60);
    return job;
  }

  private Job other(String prefix, JobOptions options) throws Exception {
    JobRequest like = fixture.request(prefix, options);
    JobRequest elsewhere =
        new JobRequest(
            like.source(),
            like.manifest(),
            Files.createDirectory(fixture.directory.resolve("other")),
            null,
            like.sourceOptions(),
            like.secrets(),
            options);
    return Tributary.get(fixture.node().system()).startJob(elsewhere);
  }
}
