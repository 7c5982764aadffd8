package io.tributary.engine.submission;

import static io.tributary.engine.NodeFixture.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.NodeFixture;
import io.tributary.engine.api.AllowanceChange;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.api.Priority;
import io.tributary.engine.journal.PostgresDatabases;
import io.tributary.storage.SourceOptions;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** A real download that was submitted, with its journal in a real database. */
public final class SubmittedDownloadTest extends JUnitSuite {
  private static final Content CONTENT = Content.synthetic(11, 40_000_000);
  private static final long BYTES_PER_SECOND = 5_000_000;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final ObjectServer objects = ObjectServer.start();
  private final PostgresServer database = PostgresServer.start();
  private NodeFixture node;
  private Submissions submissions;
  private Path file;

  @Before
  public void start() throws Exception {
    objects.put("/object", CONTENT);
    file = folder.getRoot().toPath().toRealPath().resolve("object");
    node =
        NodeFixture.start(
            "submitted",
            ConfigFactory.parseString(
                    """
                    akka.cluster.roles = ["coordinator", "fetcher"]
                    tributary.submission.poll-interval = 200ms
                    """)
                .withFallback(PostgresDatabases.node(PostgresDatabases.settings(database.url()))));
    submissions = Submissions.get(node.system());
  }

  @After
  public void stop() {
    node.close();
    database.close();
    objects.close();
  }

  private void eventually(String id, Consumer<Submission> check) {
    node.eventually(() -> check.accept(await(submissions.find(id)).orElseThrow()));
  }

  private String submit() throws Exception {
    return submit(BYTES_PER_SECOND);
  }

  private String submit(long bytesPerSecond) throws Exception {
    DownloadOptions slow =
        DownloadOptions.builder().limitBytesPerSecond(bytesPerSecond).lanes(2).build();
    SubmissionRequest request =
        new SubmissionRequest(
            objects.url("/object"), SourceOptions.defaults(), file.toString(), "", slow, "");
    return ((Submitted.Accepted) await(submissions.submit(request))).submission().id();
  }

  /** However slow this machine is, it is not done before what a test does meanwhile. */
  private FaultRule holdItsEnd() {
    return objects.fault(
        When.get("/object").covering(CONTENT.sizeBytes() - 1), Fault.stallBeforeHead());
  }

  @Test
  public void itGoesOnAfterItsDatabaseWasKilledMidway() throws Exception {
    FaultRule end = holdItsEnd();
    String id = submit();
    eventually(id, now -> assertTrue(now.bytesDone() > CONTENT.sizeBytes() / 4));

    database.kill();
    // Long enough that the coordinator has something to record, and cannot.
    node.pass(Duration.ofSeconds(4));
    database.restart();
    end.release();

    eventually(id, now -> assertEquals(SubmissionState.COMPLETED, now.state()));
    assertTrue(DownloadFixture.holds(file, CONTENT));
    assertEquals(
        CONTENT.sizeBytes(), await(submissions.find(id)).orElseThrow().result().get().sizeBytes());
  }

  @Test
  public void whatItMayUseChangesAtOnceAndHoldsAfterAPause() throws Exception {
    // Slow enough that there is much left when the change is everywhere.
    String id = submit(2_000_000);
    eventually(id, now -> assertTrue(now.bytesDone() > CONTENT.sizeBytes() / 8));
    await(submissions.allow(id, new AllowanceChange(200_000L, null, null)));
    assertSlow(id);

    await(submissions.wish(id, Wish.PAUSE));
    eventually(id, now -> assertEquals(SubmissionState.PAUSED, now.state()));
    await(submissions.wish(id, Wish.RUN));
    eventually(id, now -> assertEquals(SubmissionState.ACTIVE, now.state()));
    assertSlow(id);

    int requests = objects.requests().size();
    await(submissions.allow(id, new AllowanceChange(0L, null, Priority.HIGH)));
    eventually(id, now -> assertEquals(SubmissionState.COMPLETED, now.state()));
    assertTrue(DownloadFixture.holds(file, CONTENT));
    assertTrue("not begun anew", objects.requests().size() - requests < 20);
    DownloadResult result = await(submissions.find(id)).orElseThrow().result().orElseThrow();
    assertTrue(result.toString(), result.bytesResumed() > CONTENT.sizeBytes() / 8);
  }

  /** The change is everywhere before all of it is there. */
  private void assertSlow(String id) throws Exception {
    long each = Long.MAX_VALUE;
    while (each > 400_000) {
      long before = await(submissions.find(id)).orElseThrow().bytesDone();
      node.pass(Duration.ofSeconds(3));
      Submission now = await(submissions.find(id)).orElseThrow();
      assertEquals(each + " bytes a second", SubmissionState.ACTIVE, now.state());
      assertEquals(200_000, now.allowance().bytesPerSecond());
      each = (now.bytesDone() - before) / 3;
    }
  }

  @Test
  public void aPauseKeepsWhatIsThereAndACancellationDeletesIt() throws Exception {
    holdItsEnd();
    String id = submit();
    eventually(id, now -> assertTrue(now.bytesDone() > CONTENT.sizeBytes() / 4));

    await(submissions.wish(id, Wish.PAUSE));
    eventually(id, now -> assertEquals(SubmissionState.PAUSED, now.state()));
    assertEquals(1, folder.getRoot().list().length);
    await(submissions.wish(id, Wish.CANCEL));
    eventually(id, now -> assertEquals(SubmissionState.CANCELLED, now.state()));

    assertEquals(0, folder.getRoot().list().length);
  }
}
