package io.tributary.engine.fault;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadResult;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.http.Framing;
import io.tributary.testkit.object.Delivery.Ranges;
import io.tributary.testkit.object.StoredObject;
import io.tributary.testkit.object.Validators;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** What servers and the network do wrong, and what becomes of the download then. */
public final class HttpFaultsTest extends FaultSuite {
  private static final int PART = 256 * KIB;
  private static final Content CONTENT = Content.synthetic(90, 3 * MIB);

  /** The ETag of an object that was uploaded in three parts. */
  private static final String MULTIPART = "d41d8cd98f00b204e9800998ecf8427e-3";

  private static final DownloadOptions PARTS = Options.parts(PART).lanes(3).retries(3).build();

  @Test
  public void aWholeBodyOnceInAWhileCostsARetryAndNoWrongByte() throws Exception {
    server.put("/ignored-once", CONTENT);
    FaultRule once =
        server.fault(When.get("/ignored-once").ranged().covering(MIB).once(), Fault.ignoreRange());

    DownloadResult result = succeeds("ignored-once");

    assertEquals(1, once.fired());
    assertTrue(result.toString(), result.bytesRefetched() <= PART);
    assertEquals(1, result.retries());
  }

  @Test
  public void aRangeThatIsAnotherThanTheOneAskedForIsNeverWritten() throws Exception {
    server.put("/shifted", CONTENT);
    server.fault(
        When.get("/shifted").ranged().covering(MIB).once(), Fault.shiftContentRange(10, 10, 0));
    succeeds("shifted");

    server.put("/shifted-always", CONTENT);
    server.fault(
        When.get("/shifted-always").ranged().covering(MIB), Fault.shiftContentRange(10, 10, 0));
    fails("shifted-always", FailureKind.PROTOCOL);
  }

  @Test
  public void anotherTotalSizeMeansAnotherObject() throws Exception {
    server.put("/total", CONTENT);
    server.fault(When.get("/total").ranged().covering(MIB), Fault.shiftContentRange(0, 0, 5));
    fails("total", FailureKind.SOURCE_CHANGED);
  }

  @Test
  public void aPartWithoutContentRangeIsRefused() throws Exception {
    server.put("/no-content-range", CONTENT);
    server.fault(When.get("/no-content-range").ranged().covering(MIB), Fault.withoutContentRange());
    fails("no-content-range", FailureKind.PROTOCOL);
  }

  @Test
  public void aMultipartAnswerIsRefused() throws Exception {
    server.put("/multipart", CONTENT);
    server.fault(When.get("/multipart").ranged().covering(MIB), Fault.multipart());
    fails("multipart", FailureKind.PROTOCOL);
  }

  @Test
  public void ofAPartThatEndsEarlyOnlyTheRestIsFetchedAgain() throws Exception {
    server.put("/short", CONTENT);
    FaultRule cut =
        server.fault(When.get("/short").ranged().covering(MIB).once(), Fault.closeAfter(200 * KIB));

    DownloadResult result = succeeds("short");

    assertEquals(1, cut.fired());
    assertTrue(result.toString(), result.bytesRefetched() <= PART);
    assertTrue(
        server.requests("/short").stream()
            .anyMatch(
                request ->
                    request
                        .header("Range")
                        .filter(("bytes=" + (MIB + 200 * KIB) + "-" + (MIB + PART - 1))::equals)
                        .isPresent()));
  }

  @Test
  public void aBodyBeyondItsRangeIsCutOff() throws Exception {
    server.put("/extra", CONTENT);
    server.fault(When.get("/extra").ranged().nth(2), Fault.extraBytes(100));
    succeeds("extra");
  }

  @Test
  public void aChunkedBodyThatIsCutIsNotTheWholeObject() throws Exception {
    server.put(
        "/chunked",
        StoredObject.of(CONTENT).withFraming(Framing.CHUNKED).withRanges(Ranges.IGNORED));
    FaultRule cut = server.fault(When.get("/chunked").skip(1).once(), Fault.closeAfter(MIB));

    succeeds("chunked");

    assertEquals(1, cut.fired());
  }

  @Test
  public void aStreamOfKnownLengthThatIsCutBeginsAgain() throws Exception {
    server.put("/no-ranges", StoredObject.of(CONTENT).withRanges(Ranges.REFUSED));
    FaultRule cut = server.fault(When.get("/no-ranges").skip(1).once(), Fault.closeAfter(MIB));

    DownloadResult result = succeeds("no-ranges");

    assertEquals(1, cut.fired());
    assertEquals(1, result.retries());
    assertEquals(MIB, result.bytesRefetched());
  }

  @Test
  public void anObjectThatShrankIsFetchedAnewWhenTheServerAnswers416() throws Exception {
    Content shorter = Content.synthetic(91, MIB);
    StoredObject blind = StoredObject.of(CONTENT).withValidators(Validators.NONE);
    server.put("/shrank", blind);
    server.fault(
        When.get("/shrank").ranged().covering(2 * MIB).once(),
        Fault.runBefore(() -> server.put("/shrank", blind.withContent(shorter))));

    fixture.download("/shrank", fixture.file("shrank"), PARTS);

    assertTrue(DownloadFixture.holds(fixture.file("shrank"), shorter));
  }

  @Test
  public void anObjectThatChangesIsFetchedAnewOnceAndThenGivenUp() throws Exception {
    server.put("/changing", CONTENT);
    server.fault(
        When.get("/changing").ranged().and("late", r -> r.range().orElseThrow().mayCover(2 * MIB)),
        Fault.runBefore(() -> server.put("/changing", Content.synthetic(92, 3 * MIB))));
    fails("changing", FailureKind.SOURCE_CHANGED);
  }

  @Test
  public void onChangeFailEndsAtTheFirstChange() throws Exception {
    server.put("/pinned", CONTENT);
    server.fault(
        When.get("/pinned").ranged().covering(2 * MIB).once(),
        Fault.runBefore(() -> server.put("/pinned", Content.synthetic(93, 3 * MIB))));

    Failure failure =
        DownloadFixture.failureOf(
            fixture.start(
                "/pinned",
                fixture.file("pinned"),
                Options.parts(PART).lanes(3).failOnChange().build()));

    assertEquals(failure.oneLine(), FailureKind.SOURCE_CHANGED, failure.kind());
    assertEquals(List.of(), fixture.left("pinned").stream().filter("pinned"::equals).toList());
  }

  @Test
  public void aServerErrorIsTriedAgain() throws Exception {
    server.put("/error", CONTENT);
    FaultRule errors = server.fault(When.get("/error").ranged().times(2), Fault.status(500));
    succeeds("error");
    assertEquals(2, errors.fired());
  }

  @Test
  public void aProbeIsTriedAgainToo() throws Exception {
    server.put("/probe-error", CONTENT);
    FaultRule errors =
        server.fault(When.any().method("HEAD").path("/probe-error").times(2), Fault.status(503));
    succeeds("probe-error");
    assertEquals(2, errors.fired());
  }

  @Test
  public void anErrorDocumentWithStatus200IsNotTakenForTheObject() throws Exception {
    server.put("/document", CONTENT);
    String document = "<Error><Code>InternalError</Code></Error>";
    FaultRule once =
        server.fault(
            When.get("/document").ranged().covering(MIB).once(),
            Fault.status(200, Map.of("Content-Type", "application/xml"), document));
    succeeds("document");
    assertEquals(1, once.fired());
  }

  @Test
  public void aResetOfAKeptConnectionIsNoFailure() throws Exception {
    server.put("/kept", CONTENT);
    FaultRule resets =
        server.fault(
            When.get("/kept").ranged().onReusedConnection().withProbability(0.5, 15),
            Fault.reset());

    DownloadResult result = succeeds("kept");

    assertTrue(resets.toString(), resets.fired() > 0);
    assertEquals(0, result.retries());
  }

  @Test
  public void everyByteIsAskedForByItsRange() throws Exception {
    server.put("/multipart-upload", StoredObject.of(CONTENT).withEtag("\"" + MULTIPART + "\""));
    succeeds("multipart-upload");
    assertTrue(
        server.requests("/multipart-upload").stream()
            .filter(request -> request.request().method().equals("GET"))
            .allMatch(request -> request.header("Range").isPresent()));
    assertTrue(
        server.requests("/multipart-upload").stream()
            .allMatch(request -> request.request().query().first("partNumber").isEmpty()));
  }

  @Test
  public void aStalledConnectionIsReplaced() throws Exception {
    server.put("/stalled", CONTENT);
    FaultRule stall =
        server.fault(When.get("/stalled").ranged().covering(MIB).once(), Fault.stallAfter(1000));

    DownloadResult result =
        fixture.download(
            "/stalled",
            fixture.file("stalled"),
            Options.parts(PART).lanes(2).stallTimeout(Duration.ofSeconds(1)).build());

    assertEquals(1, stall.fired());
    assertTrue(DownloadFixture.holds(fixture.file("stalled"), CONTENT));
    assertTrue(result.bytesRefetched() <= PART);
  }

  @Test
  public void anObjectStoredWithGzipIsKeptAsItIsStored() throws Exception {
    server.put("/stored-gzip", StoredObject.of(CONTENT).withHeader("Content-Encoding", "gzip"));
    succeeds("stored-gzip");
    assertTrue(
        server.requests("/stored-gzip").stream()
            .allMatch(
                request ->
                    request.header("Accept-Encoding").filter("identity"::equals).isPresent()));
  }

  @Test
  public void aProxyThatEncodesThePartsIsFoundOut() throws Exception {
    server.put("/encoded", CONTENT);
    server.fault(When.get("/encoded").ranged().covering(MIB), Fault.gzip());
    fails("encoded", FailureKind.PROTOCOL);
  }

  @Test
  public void aProxyThatEncodesTheOnlyStreamIsFoundOut() throws Exception {
    server.put("/encoded-stream", StoredObject.of(CONTENT).withRanges(Ranges.REFUSED));
    server.fault(When.get("/encoded-stream"), Fault.gzip());
    fails("encoded-stream", FailureKind.PROTOCOL);
  }

  private static DownloadResult succeeds(String name) throws Exception {
    DownloadResult result = fixture.download("/" + name, fixture.file(name), PARTS);
    assertTrue(DownloadFixture.holds(fixture.file(name), CONTENT));
    assertEquals(List.of(name), fixture.left(name));
    return result;
  }

  /** Nothing is under the final name then. */
  private static void fails(String name, FailureKind kind) throws Exception {
    Failure failure =
        DownloadFixture.failureOf(fixture.start("/" + name, fixture.file(name), PARTS));
    assertEquals(failure.oneLine(), kind, failure.kind());
    assertTrue(fixture.left(name).stream().noneMatch(name::equals));
  }
}
