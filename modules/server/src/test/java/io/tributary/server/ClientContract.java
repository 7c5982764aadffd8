package io.tributary.server;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import akka.actor.typed.ActorSystem;
import akka.japi.Pair;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.util.ByteString;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.range.RangeSpec;
import io.tributary.engine.api.AllowanceChange;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.Priority;
import io.tributary.engine.api.ReadOptions;
import io.tributary.engine.api.ReadResult;
import io.tributary.engine.attempt.Attempt;
import io.tributary.engine.client.ClientFailure;
import io.tributary.engine.client.SubmissionStatus;
import io.tributary.engine.client.TributaryClient;
import io.tributary.engine.download.DownloadStatus;
import io.tributary.engine.history.HistoryLine;
import io.tributary.engine.submission.Submission;
import io.tributary.engine.submission.SubmissionRequest;
import io.tributary.engine.submission.SubmissionState;
import io.tributary.engine.submission.Submitted;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** What every way to a cluster does alike. */
public abstract class ClientContract extends JUnitSuite {
  protected static final Content CONTENT = Content.synthetic(7, 20_000_000);

  /** More than a minute, whatever happens meanwhile. */
  private static final DownloadOptions SLOW =
      DownloadOptions.builder().limitBytesPerSecond(300_000).lanes(2).build();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  protected final ObjectServer objects = ObjectServer.start();
  protected Path root;

  @Before
  public void putObjects() throws Exception {
    root = folder.getRoot().toPath().toRealPath();
    objects.put("/object", CONTENT);
  }

  @After
  public void closeObjects() {
    objects.close();
  }

  /** Under test. */
  protected abstract TributaryClient client();

  /** In which its streams run. */
  protected abstract ActorSystem<?> system();

  protected static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(90, TimeUnit.SECONDS).join();
  }

  protected static ClientFailure failureOf(CompletionStage<?> stage) {
    CompletionException thrown = Assert.assertThrows(CompletionException.class, () -> await(stage));
    assertTrue(thrown.getCause().toString(), thrown.getCause() instanceof TributaryException);
    return ClientFailure.of(thrown);
  }

  protected SubmissionRequest request(String file) {
    return SubmissionRequest.of(objects.url("/object"), root.resolve(file).toString());
  }

  private Submission accepted(SubmissionRequest request) {
    return ((Submitted.Accepted) await(client().download(request))).submission();
  }

  private SubmissionStatus end(String id) {
    return await(client().progress(id).runWith(Sink.last(), system()));
  }

  private SubmissionStatus when(String id, SubmissionState state) {
    return await(
        client()
            .progress(id)
            .filter(status -> status.state() == state)
            .runWith(Sink.head(), system()));
  }

  @Test
  public void aDownloadIsFollowedToItsEnd() throws Exception {
    Submission submission = accepted(request("file").withOptions(SLOW));
    assertEquals(root.resolve("file").toString(), submission.destination());

    CompletableFuture<SubmissionStatus> live = new CompletableFuture<>();
    CompletionStage<List<SubmissionStatus>> statuses =
        client()
            .progress(submission.id())
            .map(one -> tell(one, live))
            .runWith(Sink.seq(), system());
    await(live);
    await(client().change(submission.id(), AllowanceChange.NONE.withBytesPerSecond(0)));
    List<SubmissionStatus> seen = await(statuses);

    SubmissionStatus last = seen.get(seen.size() - 1);
    assertEquals(SubmissionState.COMPLETED, last.state());
    assertEquals(CONTENT.sizeBytes(), last.submission().result().orElseThrow().sizeBytes());
    assertArrayEquals(CONTENT.toByteArray(), Files.readAllBytes(root.resolve("file")));
    assertTrue("its coordinator was heard, with its lanes: " + seen, seen.contains(live.join()));
    for (int i = 1; i < seen.size(); i++) {
      assertFalse("told twice", seen.get(i).equals(seen.get(i - 1)));
    }
  }

  private static SubmissionStatus tell(
      SubmissionStatus status, CompletableFuture<SubmissionStatus> live) {
    if (status.download().filter(ClientContract::works).isPresent()) {
      live.complete(status);
    }
    return status;
  }

  private static boolean works(DownloadStatus download) {
    return !download.lanes().isEmpty() && download.writtenBytes() > 0;
  }

  @Test
  public void whatBecameOfItsRequestsIsReadAfterwards() throws Exception {
    objects.fault(
        When.get("/object").ranged().skip(1).times(1),
        Fault.status(503, Map.of("x-request-id", "BUSY-1"), ""));
    String id = accepted(request("file")).id();
    end(id);

    List<HistoryLine> lines = history(id);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (lines.isEmpty() || lines.get(lines.size() - 1).kind() != HistoryLine.Kind.COMPLETED) {
      assertTrue(lines.toString(), System.nanoTime() < until);
      LockSupport.parkNanos(50_000_000);
      lines = history(id);
    }

    List<HistoryLine> busy =
        lines.stream().filter(line -> line.failureOrNull() == FailureKind.THROTTLED).toList();
    assertEquals(lines.toString(), 1, busy.size());
    assertEquals("BUSY-1", busy.get(0).requestId());
    assertEquals(Attempt.Next.AGAIN, busy.get(0).decisionOrNull());
    assertTrue(busy.toString(), busy.get(0).end() > busy.get(0).start());
    assertFalse(busy.get(0).node().isEmpty());
    assertTrue(
        failureOf(client().history("none").runWith(Sink.seq(), system()))
            instanceof ClientFailure.Missing);
  }

  private List<HistoryLine> history(String id) {
    return await(client().history(id).runWith(Sink.seq(), system()));
  }

  @Test
  public void itIsPausedResumedAndCancelled() {
    String id = accepted(request("file").withOptions(SLOW)).id();
    await(
        client()
            .progress(id)
            .filter(status -> status.bytesDone() > 0)
            .runWith(Sink.head(), system()));

    await(client().pause(id));
    when(id, SubmissionState.PAUSED);
    assertEquals("what is on the disk is kept", 1, root.toFile().list().length);
    assertEquals(
        "what does not change is told once",
        List.of(),
        await(
            client()
                .progress(id)
                .prefixAndTail(1)
                .flatMapConcat(first -> first.second().takeWithin(Duration.ofSeconds(2)))
                .runWith(Sink.seq(), system())));
    await(client().pause(id));
    await(client().resume(id));
    when(id, SubmissionState.ACTIVE);
    await(client().cancel(id));

    assertEquals(SubmissionState.CANCELLED, end(id).state());
    assertEquals(0, root.toFile().list().length);
    ClientFailure unfit = failureOf(client().pause(id));
    assertTrue(unfit.toString(), unfit instanceof ClientFailure.Wrong);
    assertEquals("it is cancelled", unfit.failure().reason());
  }

  @Test
  public void whatItMayUseIsChangedWhileItRuns() {
    DownloadOptions crawling =
        DownloadOptions.builder().limitBytesPerSecond(100_000).limitRequestsPerSecond(50).build();
    String id = accepted(request("file").withOptions(crawling)).id();
    when(id, SubmissionState.ACTIVE);

    AllowanceChange more = AllowanceChange.NONE.withBytesPerSecond(0).withPriority(Priority.HIGH);
    Submission changed = await(client().change(id, more));

    assertEquals(0, changed.allowance().bytesPerSecond());
    assertEquals("what is not named stays", 50, changed.allowance().requestsPerSecond(), 0);
    assertEquals(Priority.HIGH, changed.allowance().priority());
    Submission fewer = await(client().change(id, AllowanceChange.NONE.withRequestsPerSecond(9.5)));
    assertEquals(9.5, fewer.allowance().requestsPerSecond(), 0);
    assertEquals(Priority.HIGH, fewer.allowance().priority());
    assertEquals(fewer.allowance(), await(client().status(id)).submission().allowance());
    // At 100 kB/s it would take longer than this waits.
    assertEquals(SubmissionState.COMPLETED, end(id).state());
    ClientFailure unfit = failureOf(client().change(id, more));
    assertTrue(unfit.toString(), unfit instanceof ClientFailure.Wrong);
    assertEquals("it is completed", unfit.failure().reason());
    for (String none : List.of("0123456789abcdef", "../cluster")) {
      assertTrue(failureOf(client().change(none, more)) instanceof ClientFailure.Missing);
    }
  }

  @Test
  public void theSameAttachesAndAnotherObjectIsRefusedWithTheHolder() {
    objects.put("/other", Content.synthetic(8, 1000));
    SubmissionRequest request = request("file").withOptions(SLOW);
    String id = accepted(request).id();

    assertEquals(id, ((Submitted.Attached) await(client().download(request))).submission().id());
    Submitted other =
        await(
            client()
                .download(
                    SubmissionRequest.of(objects.url("/other"), root.resolve("file").toString())));

    Submitted.Refused refused = (Submitted.Refused) other;
    assertEquals(FailureKind.DESTINATION_BUSY, refused.failure().kind());
    assertTrue(ClientFailure.of(refused.failure()) instanceof ClientFailure.Taken);
    assertEquals(id, refused.holder().id());
    await(client().cancel(id));
    end(id);
  }

  @Test
  public void aDownloadThatFailsSaysWhy() {
    SubmissionRequest missing =
        SubmissionRequest.of(objects.url("/missing"), root.resolve("file").toString());
    SubmissionStatus end = end(accepted(missing).id());
    assertEquals(SubmissionState.FAILED, end.state());
    assertEquals(FailureKind.NOT_FOUND, end.submission().failure().orElseThrow().kind());
  }

  @Test
  public void aJobIsFollowedToItsEnd() throws Exception {
    Content small = Content.synthetic(9, 1000);
    for (String name : List.of("a", "b", "c")) {
      objects.put("/tree/" + name, small);
    }
    Path manifest = folder.newFile("manifest").toPath().toRealPath();
    Files.write(
        manifest,
        List.of(objects.url("/tree/a"), objects.url("/tree/b"), objects.url("/tree/none")));
    SubmissionRequest request =
        SubmissionRequest.ofJob(manifest.toString(), root.resolve("tree").toString());
    SubmissionRequest.Many many = request.manyOrNull();
    Submitted submitted =
        await(
            client()
                .job(
                    new SubmissionRequest(
                        request.source(),
                        request.sourceOptions(),
                        request.destination(),
                        "",
                        request.options(),
                        "",
                        new SubmissionRequest.Many(true, "", "", many.options()))));

    SubmissionStatus end = end(((Submitted.Accepted) submitted).submission().id());

    assertEquals(SubmissionState.COMPLETED, end.state());
    var result = end.submission().job().orElseThrow().result().orElseThrow();
    assertEquals(2, result.counts().fetched());
    assertEquals(1, result.counts().failed());
    assertEquals(FailureKind.NOT_FOUND, result.firstFailures().get(0).failure().kind());
    assertEquals(2000, end.bytesDone());
    try (var found = Files.walk(root.resolve("tree"))) {
      assertEquals(2, found.filter(Files::isRegularFile).count());
    }
  }

  @Test
  public void whatCannotWorkIsRefusedAtOnce() {
    assertTrue(
        failureOf(client().download(SubmissionRequest.of(objects.url("/object"), "no/full/path")))
            instanceof ClientFailure.Wrong);
    assertTrue(failureOf(client().job(request("file"))) instanceof ClientFailure.Wrong);
    assertTrue(
        failureOf(client().download(SubmissionRequest.ofJob(objects.url("/"), "/tmp/x")))
            instanceof ClientFailure.Wrong);
    for (String id : List.of("0123456789abcdef", "../cluster", "")) {
      assertTrue(failureOf(client().status(id)) instanceof ClientFailure.Missing);
      assertTrue(failureOf(client().cancel(id)) instanceof ClientFailure.Missing);
      assertTrue(
          failureOf(client().progress(id).runWith(Sink.ignore(), system()))
              instanceof ClientFailure.Missing);
    }
  }

  @Test
  public void anObjectIsReadInOrderStraightFromItsSource() {
    ReadOptions options = ReadOptions.defaults().withParts(1_000_000, 4);
    Pair<CompletionStage<ReadResult>, CompletionStage<ByteString>> whole =
        client()
            .read(objects.url("/object"), options)
            .toMat(Sink.fold(ByteString.emptyByteString(), ByteString::concat), Keep.both())
            .run(system());
    assertArrayEquals(CONTENT.toByteArray(), await(whole.second()).toArray());
    assertEquals(CONTENT.sizeBytes(), await(whole.first()).bytes());

    ByteString end =
        await(
            client()
                .read(objects.url("/object"), RangeSpec.parse("-1000"), options)
                .runFold(ByteString.emptyByteString(), ByteString::concat, system()));
    byte[] all = CONTENT.toByteArray();
    assertArrayEquals(Arrays.copyOfRange(all, all.length - 1000, all.length), end.toArray());
    assertTrue(
        failureOf(client().read(objects.url("/missing"), options).runWith(Sink.ignore(), system()))
            instanceof ClientFailure.Missing);
  }
}
