package io.tributary.engine.fault;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.api.DownloadResult.Verification.Scope;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.http.Framing;
import io.tributary.testkit.object.Delivery.Ranges;
import io.tributary.testkit.object.StoredObject;
import io.tributary.testkit.object.Validators;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/** Objects of every size, and servers that offer less than they might. */
public final class ShapesTest extends FaultSuite {
  private static final int PART = 100 * KIB;
  private static final DownloadOptions PARTS = Options.parts(PART).lanes(3).build();

  @Test
  public void anEmptyObjectIsAnEmptyFileWithNothingToFetch() throws Exception {
    DownloadResult result = arrives("empty", withCrc(Content.of("")));
    assertEquals(0, result.sizeBytes());
    assertTrue(result.checksum().verified());
    // The probe may look for a first byte: a HEAD cannot tell an empty object from a silent server.
    assertTrue(
        server.requests("/empty").stream()
            .flatMap(request -> request.header("Range").stream())
            .allMatch("bytes=0-0"::equals));
  }

  @Test
  public void sizesAroundWholePartsArrive() throws Exception {
    for (int size : List.of(1, 2, PART - 1, PART, PART + 1, 3 * PART - 1, 3 * PART, 3 * PART + 1)) {
      arrives("size-" + size, withCrc(Content.synthetic(size, size)));
    }
  }

  @Test
  public void aSmallObjectComesInOneRequest() throws Exception {
    server.put("/small", Content.synthetic(1, 9 * MIB));
    fixture.download("/small", fixture.file("small"), DownloadOptions.defaults());
    assertEquals(
        1, server.requests("/small").stream().filter(r -> r.method().equals("GET")).count());
  }

  @Test
  public void aChunkedObjectOfUnknownLengthArrives() throws Exception {
    arrives(
        "chunked",
        StoredObject.of(Content.synthetic(2, 3 * MIB))
            .withFraming(Framing.CHUNKED)
            .withRanges(Ranges.IGNORED));
  }

  @Test
  public void anObjectThatEndsWithItsConnectionArrives() throws Exception {
    arrives(
        "close-delimited",
        StoredObject.of(Content.synthetic(3, 3 * MIB))
            .withFraming(Framing.UNTIL_CLOSE)
            .withRanges(Ranges.IGNORED));
  }

  @Test
  public void anEmptyObjectOfUnknownLengthArrives() throws Exception {
    arrives(
        "chunked-empty",
        StoredObject.of(Content.of("")).withFraming(Framing.CHUNKED).withRanges(Ranges.IGNORED));
  }

  @Test
  public void aServerWithoutRangesIsAskedForOneStream() throws Exception {
    arrives("refused", StoredObject.of(Content.synthetic(4, 3 * MIB)).withRanges(Ranges.REFUSED));
    arrives("ignored", StoredObject.of(Content.synthetic(5, 3 * MIB)).withRanges(Ranges.IGNORED));
    assertTrue(
        server.requests("/refused").stream()
            .filter(r -> r.method().equals("GET"))
            .skip(1)
            .noneMatch(r -> r.header("Range").isPresent()));
  }

  @Test
  public void aServerThatRefusesHeadIsAskedForTheFirstByte() throws Exception {
    arrives("no-head-405", StoredObject.of(Content.synthetic(6, 3 * MIB)).withHeadRefused(405));
    arrives("no-head-403", StoredObject.of(Content.synthetic(7, 3 * MIB)).withHeadRefused(403));
  }

  @Test
  public void anObjectWithoutAnyValidatorArrivesAndIsNotCalledVerified() throws Exception {
    DownloadResult result =
        arrives(
            "blind", StoredObject.of(Content.synthetic(8, MIB)).withValidators(Validators.NONE));
    assertFalse(result.checksum().verified());
  }

  @Test
  public void rangesOfAnObjectAreWhatIsAskedFor() throws Exception {
    Content content = Content.synthetic(9, MIB);
    byte[] all = content.toByteArray();
    server.put("/ranges", withCrc(content));
    rangeIs("0-999", Arrays.copyOfRange(all, 0, 1000));
    rangeIs("500-", Arrays.copyOfRange(all, 500, all.length));
    rangeIs("-500", Arrays.copyOfRange(all, all.length - 500, all.length));
    rangeIs("1048575-1048575", Arrays.copyOfRange(all, all.length - 1, all.length));
    rangeIs("1000000-2000000", Arrays.copyOfRange(all, 1000000, all.length));
  }

  @Test
  public void aRangeResumes() throws Exception {
    Content content = Content.synthetic(10, 8 * MIB);
    server.put("/range-resume", content);
    var options = Options.parts(256 * KIB).lanes(2).range("1000000-5999999").build();
    var hold =
        server.fault(
            When.get("/range-resume").ranged().and("late", r -> Parts.start(r) >= 4_000_000),
            Fault.stallBeforeHead());
    var first = fixture.start("/range-resume", fixture.file("range-resume"), options);
    fixture.awaitArrived(first, 3_000_000);
    first.interrupt();
    assertEquals(FailureKind.INTERRUPTED, DownloadFixture.failureOf(first).kind());
    server.faults().remove(hold);

    DownloadResult second =
        fixture.download("/range-resume", fixture.file("range-resume"), options);

    assertTrue(second.toString(), second.bytesResumed() >= 3_000_000);
    assertArrayEquals(
        content.slice(1_000_000, 5_000_000), Files.readAllBytes(fixture.file("range-resume")));
  }

  @Test
  public void aRangeBeyondTheEndIsRefused() throws Exception {
    server.put("/beyond", Content.synthetic(11, 1000));
    var failure =
        DownloadFixture.failureOf(
            fixture.start(
                "/beyond", fixture.file("beyond"), Options.automatic().range("1000-").build()));
    assertEquals(FailureKind.USAGE, failure.kind());
    assertEquals(List.of(), fixture.left("beyond"));
  }

  @Test
  public void aMissingObjectLeavesNothing() throws Exception {
    var failure =
        DownloadFixture.failureOf(fixture.start("/missing", fixture.file("missing"), PARTS));
    assertEquals(FailureKind.NOT_FOUND, failure.kind());
    assertEquals(List.of(), fixture.left("missing"));
  }

  @Test
  public void anObjectThatVanishesMidwayLeavesNothing() throws Exception {
    server.put("/vanishes", Content.synthetic(12, 4 * MIB));
    server.fault(
        When.get("/vanishes").ranged().nth(10), Fault.runBefore(() -> server.remove("/vanishes")));
    var failure =
        DownloadFixture.failureOf(fixture.start("/vanishes", fixture.file("vanishes"), PARTS));
    assertEquals(FailureKind.NOT_FOUND, failure.kind());
    assertEquals(List.of(), fixture.left("vanishes"));
  }

  private static void rangeIs(String range, byte[] expected) throws Exception {
    String name = "range" + range;
    DownloadResult result =
        fixture.download(
            "/ranges", fixture.file(name), Options.parts(PART).lanes(2).range(range).build());
    assertArrayEquals(range, expected, Files.readAllBytes(fixture.file(name)));
    assertEquals(Scope.RANGE, result.checksum().scope());
    // The published checksum is of the whole object, never of a range.
    assertFalse(result.checksum().verified());
  }

  private static DownloadResult arrives(String name, StoredObject object) throws Exception {
    server.put("/" + name, object);
    DownloadResult result = fixture.download("/" + name, fixture.file(name), PARTS);
    assertTrue(name, DownloadFixture.holds(fixture.file(name), object.content()));
    assertEquals(List.of(name), fixture.left(name));
    assertEquals(object.content().sizeBytes(), result.sizeBytes());
    return result;
  }
}
