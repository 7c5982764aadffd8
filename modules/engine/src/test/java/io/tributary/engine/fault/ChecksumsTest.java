package io.tributary.engine.fault;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.api.DownloadResult.Verification.Scope;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.content.ContentDigest;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.object.Delivery.Ranges;
import io.tributary.testkit.object.StoredObject;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.Test;

/** Bytes that are wrong on the way or at their source, and what is called verified. */
public final class ChecksumsTest extends FaultSuite {
  private static final Content CONTENT = Content.synthetic(31, 3 * MIB);

  @Test
  public void whatTheSourcePublishesIsCompared() throws Exception {
    DownloadResult result = arrives("published", withCrc(CONTENT), options());
    assertTrue(result.checksum().verified());
    assertEquals(Scope.WHOLE, result.checksum().scope());
    assertEquals(crc64(CONTENT), result.checksum().value().orElseThrow().value());
  }

  @Test
  public void aPublishedDigestThatDoesNotCombineIsComparedToo() throws Exception {
    byte[] sha256 = HexFormat.of().parseHex(ContentDigest.sha256(CONTENT));
    String digest = "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":";
    DownloadResult result =
        arrives(
            "repr-digest", StoredObject.of(CONTENT).withHeader("Repr-Digest", digest), options());
    assertTrue(result.checksum().verified());
  }

  @Test
  public void withoutAnythingToCompareWithItIsNotCalledVerified() throws Exception {
    DownloadResult result = arrives("nothing", StoredObject.of(CONTENT), options());
    assertFalse(result.checksum().verified());
    assertEquals(crc64(CONTENT), result.checksum().value().orElseThrow().value());
  }

  @Test
  public void anEtagThatLooksLikeADigestIsNotTakenForOne() throws Exception {
    String other = ContentDigest.md5(Content.of("other"));
    DownloadResult result =
        arrives("etag", StoredObject.of(CONTENT).withEtag("\"" + other + "\""), options());
    assertFalse(result.checksum().verified());
  }

  @Test
  public void theEtagOfAMultipartUploadIsNoDigestOfTheObject() throws Exception {
    String ofParts = ContentDigest.md5(Content.of("the digests of three parts"));
    DownloadResult result =
        arrives("etag-3", StoredObject.of(CONTENT).withEtag("\"" + ofParts + "-3\""), options());
    assertFalse(result.checksum().verified());
  }

  @Test
  public void aChecksumOfAPartIsNotComparedWithTheWhole() throws Exception {
    FaultRule parts =
        server.fault(
            When.get("/of-parts").ranged(),
            Fault.header("Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg=="),
            Fault.header("Content-Digest", "md5=:1B2M2Y8AsgTpgAmY7PhCfg==:"));
    byte[] md5 = HexFormat.of().parseHex(ContentDigest.md5(CONTENT));
    StoredObject object =
        withCrc(CONTENT).withHeader("Content-MD5", Base64.getEncoder().encodeToString(md5));
    DownloadResult result = arrives("of-parts", object, options());
    assertTrue(parts.fired() > 0);
    assertTrue(result.checksum().verified());
    assertEquals(crc64(CONTENT), result.checksum().value().orElseThrow().value());
    assertEquals(0, result.retries());
  }

  @Test
  public void whatTheUserExpectsIsCompared() throws Exception {
    for (String expected :
        List.of(
            "sha256:" + ContentDigest.sha256(CONTENT),
            "md5:" + ContentDigest.md5(CONTENT),
            "crc64:" + crc64(CONTENT))) {
      String name = "right-" + expected.substring(0, expected.indexOf(':'));
      DownloadResult result =
          arrives(name, StoredObject.of(CONTENT), Options.parts(256 * KIB).checksum(expected));
      assertTrue(expected, result.checksum().verified());
      assertEquals(expected, result.checksum().value().orElseThrow().toString());
    }
  }

  @Test
  public void whatTheUserDoesNotExpectIsNotPublished() throws Exception {
    for (String expected :
        List.of("sha256:" + "0".repeat(64), "md5:" + "0".repeat(32), "crc64:1")) {
      String name = "wrong-" + expected.substring(0, expected.indexOf(':'));
      server.put("/" + name, CONTENT);
      failsVerification(name, Options.parts(256 * KIB).checksum(expected));
    }
  }

  @Test
  public void whenTheSourceItselfAgreesAWrongExpectationCostsNoSecondDownload() throws Exception {
    server.put("/agrees", withCrc(CONTENT));
    failsVerification("agrees", options().checksum("md5:" + "0".repeat(32)));
    assertTrue(fixture.bytesSent("/agrees") <= CONTENT.sizeBytes() + HEDGING_BYTES);
  }

  @Test
  public void aBitThatFlipsOnTheWayIsFetchedAgain() throws Exception {
    server.put("/flip", withCrc(CONTENT));
    FaultRule flip =
        server.fault(When.get("/flip").ranged().covering(MIB).once(), Fault.flipBit(100));
    DownloadResult result = fixture.download("/flip", fixture.file("flip"), options().build());
    assertEquals(1, flip.fired());
    assertTrue(DownloadFixture.holds(fixture.file("flip"), CONTENT));
    assertTrue(result.checksum().verified());
    assertTrue(result.bytesRefetched() > 0);
    assertEquals(List.of("flip"), fixture.left("flip"));
  }

  @Test
  public void aStreamWithAFlippedBitIsFetchedAgain() throws Exception {
    server.put("/flip-stream", withCrc(CONTENT).withRanges(Ranges.REFUSED));
    FaultRule flip = server.fault(When.get("/flip-stream").nth(2), Fault.flipBit(100));
    fixture.download("/flip-stream", fixture.file("flip-stream"), options().build());
    assertEquals(1, flip.fired());
    assertTrue(DownloadFixture.holds(fixture.file("flip-stream"), CONTENT));
  }

  @Test
  public void aWrongPublishedChecksumIsGivenUpAfterOneMoreTry() throws Exception {
    server.put("/wrong-crc", StoredObject.of(CONTENT).withHeader("x-oss-hash-crc64ecma", "1"));
    failsVerification("wrong-crc", options());
    assertTrue(fixture.bytesSent("/wrong-crc") <= 2 * CONTENT.sizeBytes() + 2 * HEDGING_BYTES);
  }

  @Test
  public void readingTheFileBackFindsItRight() throws Exception {
    DownloadResult result = arrives("read-back", withCrc(CONTENT), options().verifyDisk());
    assertTrue(result.checksum().verified());
  }

  private static Options options() {
    return Options.parts(256 * KIB).lanes(3);
  }

  private static DownloadResult arrives(String name, StoredObject object, Options options)
      throws Exception {
    server.put("/" + name, object);
    DownloadOptions built = options.build();
    DownloadResult result = fixture.download("/" + name, fixture.file(name), built);
    assertTrue(DownloadFixture.holds(fixture.file(name), CONTENT));
    return result;
  }

  private static void failsVerification(String name, Options options) throws Exception {
    Failure failure =
        DownloadFixture.failureOf(fixture.start("/" + name, fixture.file(name), options.build()));
    assertEquals(failure.oneLine(), FailureKind.INTEGRITY, failure.kind());
    assertEquals(List.of(), fixture.left(name));
  }
}
