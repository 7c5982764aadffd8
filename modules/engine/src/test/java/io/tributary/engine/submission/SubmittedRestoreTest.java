package io.tributary.engine.submission;

import static io.tributary.engine.NodeFixture.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.NodeFixture;
import io.tributary.engine.Tributary;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.job.JobStatus;
import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.object.StoredObject;
import io.tributary.testkit.oss.OssSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

/** A job that waits until what is archived is restored. */
public final class SubmittedRestoreTest extends SubmittedJobSuite {
  private static final Duration RESTORE_TIME = Duration.ofDays(1);

  private final AheadClock time;

  public SubmittedRestoreTest() {
    this(new AheadClock());
  }

  private SubmittedRestoreTest(AheadClock time) {
    super(OssSettings.of().withRestoreTime(RESTORE_TIME).withClock(time));
    this.time = time;
  }

  private static final class AheadClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }
  }

  private void archive(String key, Content content) {
    objects.put(
        "/bucket/" + key,
        StoredObject.of(content).withHeader("x-oss-storage-class", "ColdArchive"));
    all.put(key, content);
  }

  private List<RecordedRequest> restores() {
    return objects.requests().stream().filter(each -> each.method().equals("POST")).toList();
  }

  @Test
  public void whatIsRestoredIsWaitedForAlsoWhenTheNodeIsLostMeanwhile() throws Exception {
    archive("cold", Content.synthetic(3, SMALL_BYTES));
    archive("cold-large", Content.synthetic(4, LARGE_BYTES));
    SubmissionRequest plain = request(0);
    SubmissionRequest waits =
        plain.withJobOptions(plain.manyOrNull().options().awaitingRestores(1));
    String id = await(submissions.submit(waits)).orThrow().id();
    eventually(
        id,
        now -> {
          assertEquals(now.toString(), SubmissionState.ACTIVE, now.state());
          assertTrue("asked for", restores().size() >= 2);
          assertEquals(SMALL + 1, files().stream().filter(this::isWhole).count());
        });
    node.close();
    int before = restores().size();

    node();
    eventually(
        id,
        now -> {
          assertEquals(now.toString(), SubmissionState.ACTIVE, now.state());
          assertTrue("asked for again", restores().size() > before);
          JobStatus status =
              await(Tributary.get(node.system()).jobStatus(id, NodeFixture.PATIENCE));
          assertEquals(2, status.progress().counts().archived());
          assertEquals(2, status.failures().size());
        });
    time.ahead = RESTORE_TIME.multipliedBy(2);
    completed(id);

    requireAllRight();
    JobResult result = await(submissions.find(id)).orElseThrow().job().get().result().get();
    assertEquals(0, result.counts().failed());
    assertEquals(SMALL + 3, result.counts().fetched() + result.counts().kept());
    assertEquals(List.of(), result.firstFailures());
    assertEquals(List.of("again", "receipt", "root"), beside());
    assertEquals("no failures", Optional.empty(), firstFailure());
  }
}
