package io.tributary.engine.history;

import static io.tributary.engine.NodeFixture.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.NodeFixture;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.attempt.Attempt;
import io.tributary.engine.history.HistoryLine.Kind;
import io.tributary.engine.journal.PostgresDatabases;
import io.tributary.engine.journal.SqliteJournal;
import io.tributary.engine.node.LocalNode;
import io.tributary.engine.submission.Submission;
import io.tributary.engine.submission.SubmissionRequest;
import io.tributary.engine.submission.SubmissionState;
import io.tributary.engine.submission.Submissions;
import io.tributary.engine.submission.Submitted;
import io.tributary.storage.SourceOptions;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.After;
import org.junit.Assert;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** What became of each request can be asked for afterwards: real downloads, real databases. */
public final class HistoryTest extends JUnitSuite {
  private static final long PART = 2 << 20;
  private static final Content CONTENT = Content.synthetic(17, 6 * PART);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final ObjectServer objects = ObjectServer.start();
  private NodeFixture node;
  private Submissions submissions;

  private static final Config OURS =
      ConfigFactory.parseString(
          """
          akka.cluster.roles = ["coordinator", "fetcher", "name:here"]
          tributary.submission.poll-interval = 200ms
          tributary.history { enabled = on, sweep-interval = 1s, sweep-lines = 3 }
          """);

  private void start(Config journal, String further) throws Exception {
    node =
        NodeFixture.start(
            "history", ConfigFactory.parseString(further).withFallback(OURS).withFallback(journal));
    submissions = Submissions.get(node.system());
  }

  private static Config postgres() {
    return PostgresDatabases.node(
        PostgresDatabases.settings(PostgresDatabases.server().url(PostgresDatabases.fresh())));
  }

  private Config sqlite() {
    Path file = folder.getRoot().toPath().resolve("journal.db");
    return LocalNode.config(SqliteJournal.open(file), ConfigFactory.load());
  }

  /** A node leaves in good order; another one follows. */
  private void restart(Config journal, String further) throws Exception {
    node.close();
    start(journal, further);
  }

  @After
  public void stop() {
    node.close();
    objects.close();
  }

  private String submit(String name) throws Exception {
    objects.put("/" + name, CONTENT);
    DownloadOptions options =
        DownloadOptions.builder().partSizeBytes(PART).thresholdBytes(0).lanes(2).build();
    Path file = folder.getRoot().toPath().toRealPath().resolve(name);
    SubmissionRequest request =
        new SubmissionRequest(
            objects.url("/" + name), SourceOptions.defaults(), file.toString(), "", options, "");
    return ((Submitted.Accepted) await(submissions.submit(request))).submission().id();
  }

  private void completed(String id) {
    node.eventually(
        () -> {
          Submission now = await(submissions.find(id)).orElseThrow();
          assertEquals(SubmissionState.COMPLETED, now.state());
        });
  }

  private List<HistoryLine> history(String id) throws Exception {
    return await(submissions.history(id, HistoryPlace.START, HistoryPage.MOST)).lines();
  }

  /** The whole of it: a download ends in the history with what its journal ends with. */
  private List<HistoryLine> whole(String id) throws Exception {
    node.eventually(
        () -> {
          List<HistoryLine> lines = history(id);
          assertTrue(!lines.isEmpty());
          assertEquals(Kind.COMPLETED, lines.get(lines.size() - 1).kind());
        });
    return history(id);
  }

  private static HistoryLine only(List<HistoryLine> lines, FailureKind kind) {
    List<HistoryLine> found =
        lines.stream()
            // A lane that was silent for too long is another matter.
            .filter(line -> line.outcomeOrNull() == Attempt.Outcome.FAILED)
            .filter(line -> line.failureOrNull() == kind)
            .toList();
    assertEquals(lines.toString(), 1, found.size());
    return found.get(0);
  }

  @Test
  public void aRefusalAndACutAreNamedWithNodeRangeAndRequest() throws Exception {
    start(postgres(), "");
    namesBoth();
  }

  @Test
  public void aNodeThatIsAloneKeepsItTooInSqlite() throws Exception {
    start(sqlite(), "");
    namesBoth();
  }

  private void namesBoth() throws Exception {
    troubles("both");
    Instant before = Instant.now();
    String id = submit("both");
    completed(id);

    List<HistoryLine> lines = whole(id);

    HistoryLine busy = only(lines, FailureKind.THROTTLED);
    assertEquals("here", busy.node());
    assertEquals(Kind.RANGE, busy.kind());
    assertEquals(PART, busy.start());
    assertEquals(2 * PART, busy.end());
    assertEquals("BUSY-1", busy.requestId());
    assertEquals("the server asks for fewer requests (HTTP 503)", busy.reason());
    assertEquals(Attempt.Outcome.FAILED, busy.outcomeOrNull());
    assertEquals(Attempt.Next.AGAIN, busy.decisionOrNull());
    HistoryLine cut = only(lines, FailureKind.NETWORK);
    assertEquals("here", cut.node());
    assertEquals(3 * PART, cut.start());
    assertEquals(4 * PART, cut.end());
    assertEquals("CUT-1", cut.requestId());
    assertTrue(cut.reason(), cut.reason().contains("ended the body after 1000 of " + PART));
    assertTrue(cut.toString(), !cut.at().isBefore(before) && !cut.at().isAfter(Instant.now()));
    assertEquals(List.of(Kind.REQUESTED, Kind.IDENTIFIED), kinds(lines).subList(0, 2));
    assertTrue(
        "what went well has its request, too",
        lines.stream()
            .filter(line -> line.outcomeOrNull() == Attempt.Outcome.DONE)
            .anyMatch(line -> line.requestId().equals("FINE-1")));
    long verified = lines.get(kinds(lines).indexOf(Kind.VERIFIED)).event();
    assertTrue("told while it goes on", busy.event() < verified);
    long arrived = lines.stream().mapToLong(HistoryLine::bytes).sum();
    assertTrue("all bytes are told of: " + arrived, arrived >= CONTENT.sizeBytes());
    assertTrue(DownloadFixture.holds(folder.getRoot().toPath().resolve("both"), CONTENT));
  }

  /** A 503 for one part, and another that is cut in its middle. */
  private void troubles(String name) {
    objects.fault(
        When.get("/" + name).covering(PART).times(1),
        Fault.status(503, Map.of("x-request-id", "BUSY-1"), ""));
    objects.fault(
        When.get("/" + name).covering(3 * PART).times(1),
        Fault.header("x-oss-request-id", "CUT-1"),
        Fault.closeAfter(1000));
    objects.fault(
        When.get("/" + name).covering(5 * PART), Fault.header("x-oss-request-id", "FINE-1"));
  }

  @Test
  public void aLookThatFailedIsToldTooAndWhatWasBegunAnew() throws Exception {
    start(postgres(), "");
    objects.fault(
        When.any().path("/look").times(1),
        Fault.status(503, Map.of("x-amz-request-id", "LOOK-1"), ""));
    objects.fault(
        When.get("/look").covering(PART).times(1),
        Fault.runBefore(() -> objects.put("/look", Content.synthetic(20, 3 * PART))));
    String id = submit("look");
    completed(id);

    List<HistoryLine> lines = whole(id);

    HistoryLine look = only(lines, FailureKind.THROTTLED);
    assertEquals(Kind.LOOK, look.kind());
    assertEquals("here", look.node());
    assertEquals("LOOK-1", look.requestId());
    assertEquals(Attempt.Next.AGAIN, look.decisionOrNull());
    assertTrue(kinds(lines).toString(), kinds(lines).contains(Kind.STARTED_OVER));
    assertEquals(2, kinds(lines).stream().filter(Kind.IDENTIFIED::equals).count());
    assertTrue(lines.stream().anyMatch(line -> line.decisionOrNull() == Attempt.Next.START_OVER));
  }

  @Test
  public void itIsReadPageByPage() throws Exception {
    start(postgres(), "");
    troubles("pages");
    String id = submit("pages");
    completed(id);
    List<HistoryLine> whole = whole(id);

    List<HistoryLine> read = new ArrayList<>();
    HistoryPlace after = HistoryPlace.START;
    int pages = 0;
    while (after != null) {
      HistoryPage page = await(submissions.history(id, after, 2));
      assertTrue(page.lines().size() <= 2);
      read.addAll(page.lines());
      after = page.nextOrNull();
      pages++;
    }

    assertEquals(whole, read);
    assertEquals((whole.size() + 1) / 2, pages);
  }

  /** Printed, not demanded: how fast a machine is, is none of the test's business. */
  @Test
  public void whatIsJournaledIsSoonInTheHistory() throws Exception {
    start(postgres(), "");
    for (int i = 0; i < 5; i++) {
      String id = submit("soon-" + i);
      List<HistoryLine> lines = whole(id);
      Instant journaled = lines.get(lines.size() - 1).at();
      long millis = Duration.between(journaled, Instant.now()).toMillis();
      System.out.println("in the history after " + millis + " ms: " + lines.size() + " lines");
    }
  }

  @Test
  public void anotherNodeGoesOnWhereOneEnded() throws Exception {
    Config journal = postgres();
    start(journal, "");
    String first = submit("first");
    completed(first);
    List<HistoryLine> before = whole(first);
    restart(journal, "");

    String second = submit("second");
    completed(second);
    whole(second);

    assertEquals("nothing twice", before, history(first));
  }

  private FailureKind kindOf(String id) throws Exception {
    ExecutionException failed = Assert.assertThrows(ExecutionException.class, () -> history(id));
    return ((TributaryException) failed.getCause()).kind();
  }

  @Test
  public void whereThereIsNoneItIsSaid() throws Exception {
    Config journal = postgres();
    start(journal, "");
    assertEquals(FailureKind.NOT_FOUND, kindOf("none"));
    restart(journal, "tributary.history.enabled = off");
    String id = submit("unkept");
    completed(id);
    assertEquals(FailureKind.USAGE, kindOf(id));
  }

  private static List<Kind> kinds(List<HistoryLine> lines) {
    return lines.stream().map(HistoryLine::kind).toList();
  }
}
