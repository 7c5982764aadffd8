package io.tributary.engine.submission;

import static io.tributary.engine.NodeFixture.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.Gate;
import io.tributary.engine.api.AllowanceChange;
import io.tributary.engine.api.JobCounts;
import io.tributary.engine.api.JobProgress;
import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.oss.OssSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.Test;

/** A real job that was submitted: it is slowed, stopped, and lost with its node. */
public final class SubmittedJobTest extends SubmittedJobSuite {
  /** A few seconds for all of it. */
  private static final long BYTES_PER_SECOND = 700_000;

  public SubmittedJobTest() {
    super(OssSettings.of());
  }

  private static JobCounts counts(Submission job) {
    return job.job()
        .flatMap(SubmittedJob::progress)
        .map(JobProgress::counts)
        .orElse(JobCounts.NONE);
  }

  /** A fifth of the small files is there, and some of the large one, which has most of the rate. */
  private void awaitSomeDone(String id) {
    eventually(
        id,
        now -> {
          assertEquals(now.toString(), SubmissionState.ACTIVE, now.state());
          List<Path> there = files();
          assertTrue(there.stream().filter(this::isWhole).count() > SMALL / 5);
          assertTrue(
              there.stream()
                  .anyMatch(file -> name(file).startsWith("large.") && holdsSomething(file)));
        });
  }

  private static boolean holdsSomething(Path file) {
    try (InputStream bytes = Files.newInputStream(file)) {
      for (byte each : bytes.readAllBytes()) {
        if (each != 0) {
          return true;
        }
      }
      return false;
    } catch (IOException renamedJustNow) {
      return false;
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  @Test
  public void itWakesAfterAllNodesWereLost() throws Exception {
    String id = submit(BYTES_PER_SECOND);
    awaitSomeDone(id);
    long whole = files().stream().filter(this::isWhole).count();
    node.close();
    Set<String> before = smallOnesAsked();
    objects.clearLog();

    node();
    completed(id);

    requireAllRight();
    Submission done = await(submissions.find(id)).orElseThrow();
    JobCounts counts = done.job().orElseThrow().result().orElseThrow().counts();
    assertEquals(SMALL + 1, counts.fetched() + counts.kept());
    assertEquals(SMALL + 1, counts.listed());
    assertEquals(0, counts.failed());
    assertEquals(all.values().stream().mapToLong(Content::sizeBytes).sum(), done.sizeBytes());
    long twice = smallOnesAsked().stream().filter(before::contains).count();
    assertTrue(twice + " twice, " + whole + " were there", twice <= 16);
    assertEquals("no failures", Optional.empty(), firstFailure());
  }

  private Set<String> smallOnesAsked() {
    return objects.requests().stream()
        .map(RecordedRequest::path)
        .filter(path -> path.contains("/small-"))
        .collect(Collectors.toSet());
  }

  @Test
  public void itIsFasterAtOnceWhenItMayUseMore() throws Exception {
    // More than the patience of this test.
    String id = submit(BYTES_PER_SECOND / 20);
    eventually(id, now -> assertFalse(files().isEmpty()));
    assertEquals(SubmissionState.ACTIVE, await(submissions.find(id)).orElseThrow().state());

    await(submissions.allow(id, new AllowanceChange(0L, null, null)));
    completed(id);

    requireAllRight();
  }

  @Test
  public void itHasMoreAndFewerRequestsAtATimeWhenThatIsSaid() throws Exception {
    Gate gate = new Gate();
    objects.fault(
        When.any().method("GET").and("small", request -> request.path().contains("/small-")), gate);
    String id = submit(0);
    gate.await(16);

    Submission more =
        await(submissions.allow(id, AllowanceChange.NONE.withRequests(40))).orElseThrow();
    assertEquals(40, more.allowance().requests());
    gate.await(40);

    await(submissions.allow(id, AllowanceChange.NONE.withRequests(3)));
    // One passes at a time, until the job has heard of it and none follows.
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (gate.inside() > 3) {
      assertTrue("inside: " + gate.inside(), System.nanoTime() < end);
      gate.release(1);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    gate.await(3);
    assertEquals("never more than was said", 40, gate.most());
    gate.release(SMALL);
    completed(id);
    requireAllRight();
  }

  @Test
  public void aPauseKeepsWhatIsThereAndACancellationLeavesCompleteFilesOnly() throws Exception {
    String id = submit(BYTES_PER_SECOND);
    awaitSomeDone(id);

    await(submissions.wish(id, Wish.PAUSE));
    eventually(id, now -> assertEquals(SubmissionState.PAUSED, now.state()));
    assertTrue(counts(await(submissions.find(id)).orElseThrow()).listed() > SMALL);
    List<String> paused =
        files().stream().filter(file -> !isWhole(file)).map(f -> name(f)).toList();
    assertTrue(paused.toString(), paused.stream().anyMatch(name -> name.startsWith("large.")));
    assertTrue(paused.toString(), paused.stream().anyMatch(name -> name.startsWith(".job.")));
    assertTrue(
        beside().toString(), beside().stream().anyMatch(name -> name.startsWith("receipt.")));

    await(submissions.wish(id, Wish.CANCEL));
    eventually(id, now -> assertEquals(SubmissionState.CANCELLED, now.state()));

    assertEquals(List.of(), files().stream().filter(file -> !isWhole(file)).toList());
    assertFalse("complete files stay", files().isEmpty());
    assertEquals(List.of("root"), beside());

    String again = submit(0);
    assertEquals(id, again);
    completed(id);
    requireAllRight();
    JobCounts counts =
        await(submissions.find(id))
            .orElseThrow()
            .job()
            .orElseThrow()
            .result()
            .orElseThrow()
            .counts();
    assertTrue(counts.toString(), counts.kept() > SMALL / 5);
  }
}
