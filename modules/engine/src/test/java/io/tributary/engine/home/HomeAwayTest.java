package io.tributary.engine.home;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.Tributary;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.submission.Submission;
import io.tributary.engine.submission.SubmissionRequest;
import io.tributary.engine.submission.SubmissionState;
import io.tributary.engine.submission.Submitted;
import io.tributary.engine.submission.Wish;
import io.tributary.storage.SourceOptions;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** A submission to the disk of a node that is not there waits for it, and goes on by itself. */
public final class HomeAwayTest extends JUnitSuite {
  private static final Content CONTENT = Content.synthetic(17, 60_000_000);
  private static final long BYTES_PER_SECOND = 10_000_000;
  private static final long PATIENCE_SECONDS = 120;
  private static final Duration PATIENCE = Duration.ofSeconds(PATIENCE_SECONDS);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final ObjectServer server = ObjectServer.start();
  private Path root;
  private TwoNodes nodes;

  @Before
  public void start() throws Exception {
    server.put("/object", CONTENT);
    root = folder.newFolder("home").toPath().toRealPath();
    Path workerRoot = folder.newFolder("worker").toPath().toRealPath();
    nodes = new TwoNodes(folder.getRoot().toPath(), root, workerRoot);
  }

  @After
  public void close() throws Exception {
    nodes.close();
    server.close();
  }

  private String submit(String home, long bytesPerSecond) throws Exception {
    DownloadOptions options =
        DownloadOptions.builder().limitBytesPerSecond(bytesPerSecond).lanes(2).build();
    SubmissionRequest request =
        new SubmissionRequest(
            server.url("/object"),
            SourceOptions.defaults(),
            root.resolve("object").toString(),
            home,
            options,
            "");
    return ((Submitted.Accepted) TwoNodes.await(nodes.submissions().submit(request)))
        .submission()
        .id();
  }

  /** However slow this machine is, the download is not done before its nodes are lost. */
  private FaultRule holdItsEnd() {
    return server.fault(
        When.get("/object").covering(CONTENT.sizeBytes() - 1), Fault.stallBeforeHead());
  }

  /** What the journal knows of a file is kept, whatever happens to the nodes. */
  private long awaitRecorded(String id, long leastBytes) throws Exception {
    long began = System.nanoTime();
    long recorded = 0;
    while (recorded < leastBytes) {
      if (System.nanoTime() - began > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
        throw new AssertionError("recorded by then: " + recorded);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      recorded = TwoNodes.await(Tributary.get(nodes.worker).status(id, PATIENCE)).writtenBytes();
    }
    return recorded;
  }

  private Failure awaitWaitingForHome(String id) throws Exception {
    Submission waits =
        nodes.await(id, now -> now.state() == SubmissionState.WAITING && now.failure().isPresent());
    Failure failure = waits.failure().get();
    assertEquals(failure.oneLine(), FailureKind.HOME_AWAY, failure.kind());
    return failure;
  }

  private Submission awaitFile(String id) throws Exception {
    Submission done = nodes.await(id, now -> now.state().ended());
    assertEquals(done.toString(), SubmissionState.COMPLETED, done.state());
    assertArrayEquals(CONTENT.toByteArray(), Files.readAllBytes(root.resolve("object")));
    assertEquals("nothing is left beside it", 1, files());
    assertTrue(done.failure().isEmpty());
    return done;
  }

  private long files() throws Exception {
    try (Stream<Path> files = Files.list(root)) {
      return files.count();
    }
  }

  @Test
  public void anotherIncarnationOfTheHomeGoesOnWithWhatIsOnItsDisk() throws Exception {
    FaultRule end = holdItsEnd();
    String id = submit("home", BYTES_PER_SECOND);
    long recorded = awaitRecorded(id, CONTENT.sizeBytes() / 3);

    nodes.kill(nodes.home);
    awaitWaitingForHome(id);
    assertEquals("kept", 1, files());
    end.release();
    nodes.startHome();

    long resumed = awaitFile(id).result().get().bytesResumed();
    assertTrue(resumed + " of " + recorded, resumed >= recorded);
  }

  @Test
  public void afterARestartOfAllNodesItGoesOnWhenTheHomeIsThere() throws Exception {
    FaultRule end = holdItsEnd();
    String id = submit("home", BYTES_PER_SECOND);
    long recorded = awaitRecorded(id, CONTENT.sizeBytes() / 3);
    nodes.kill(nodes.home);
    nodes.kill(nodes.worker);

    nodes.startWorker();
    Failure absent = awaitWaitingForHome(id);
    assertTrue(
        absent.oneLine(),
        absent.reason().equals("no node of that name is in the cluster, there is worker"));
    end.release();
    nodes.startHome();

    long resumed = awaitFile(id).result().get().bytesResumed();
    assertTrue(resumed + " of " + recorded, resumed >= recorded);
  }

  @Test
  public void aNameThatNoNodeHasIsSaidAndHoldsNobodyUp() throws Exception {
    String unknown = submit("nowhere", 0);

    Failure failure = awaitWaitingForHome(unknown);
    assertEquals("nowhere", failure.target());
    assertEquals(
        "no node of that name is in the cluster, there are home, worker", failure.reason());
    TwoNodes.await(nodes.submissions().wish(unknown, Wish.CANCEL));
    Submission cancelled = nodes.await(unknown, now -> now.state().ended());

    assertEquals(SubmissionState.CANCELLED, cancelled.state());
    awaitFile(submit("home", 0));
  }
}
