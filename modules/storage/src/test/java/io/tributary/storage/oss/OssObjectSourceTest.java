package io.tributary.storage.oss;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.identity.Identity;
import io.tributary.core.locator.BucketLocator;
import io.tributary.core.range.ByteRange;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.SourceOptions.Addressing;
import io.tributary.storage.SourceOptions.Signature;
import io.tributary.storage.bucket.AccessKeys;
import io.tributary.testkit.content.Content;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

public final class OssObjectSourceTest extends OssSourceSuite {
  @Test
  public void theCrcOfTheWholeObjectIsPartOfItsIdentityEvenWhenItIsZero() {
    serve();
    server.put(PATH, Content.of("123456789"));
    assertEquals(List.of(crc("11051210869376104954")), probe(PATH).identity().checksums());
    server.put(PATH, object("x").withHeader("x-oss-hash-crc64ecma", "0"));
    assertEquals(List.of(crc("0")), probe(PATH).identity().checksums());
    server.put(PATH, object("x").withHeader("x-oss-hash-crc64ecma", "junk"));
    assertEquals(List.of(), probe(PATH).identity().checksums());
  }

  @Test
  public void aRangeIsNotComparedWithTheCrcOfTheWholeObject() {
    serve();
    server.put(PATH, Content.of("123456789"));
    assertEquals("345", text(setup(), PATH, new ByteRange(2, 5)));
  }

  @Test
  public void everyKeyArrivesAsItIs() {
    serve();
    String[] keys = {
      "a b+c%d?e#f&g=h",
      "河/🌊.bin",
      "/lead",
      "a//b/",
      "a/../b/./c/..",
      "..",
      ".",
      "%E6%00*'~",
      "tab\tand\nline",
      "back\\slash",
      "\"quotes\"<>|^`{}[]",
      "a;b,c:d@e!f$g(h)",
      "?versionId=x"
    };
    for (String key : keys) {
      server.put("/bucket/" + key, Content.of(key));
      for (Signature signature : Signature.values()) {
        ObjectSource source = open(setup().signature(signature), "/bucket/" + key);
        Identity identity = reader.await(source.probe()).identity();
        byte[] bytes = reader.read(source.openWhole(identity));
        assertEquals(key, new String(bytes, StandardCharsets.UTF_8));
        reader.await(source.close());
      }
    }
  }

  /** One letter, in two spellings of Unicode, and its capital. */
  @Test
  public void keysThatLookAlikeAreDifferentObjects() {
    serve();
    List<String> keys = List.of("caf\u00e9", "cafe\u0301", "CAF\u00c9");
    keys.forEach(key -> server.put("/bucket/" + key, Content.of(key)));
    for (String key : keys) {
      assertEquals(key, whole(setup(), "/bucket/" + key));
    }
  }

  @Test
  public void bytesAreAskedForByTheirRangeAndNeverByThePartsOfAnUpload() {
    serve();
    server.put(PATH, object("0123456789").withEtag("\"" + "a".repeat(32) + "-3\""));
    assertEquals("234", text(setup(), PATH, new ByteRange(2, 5)));
    assertTrue(
        server.requests().stream()
            .allMatch(r -> r.request().query().first("partNumber").isEmpty()));
    assertEquals("bytes=2-4", server.requests().get(1).header("Range").orElseThrow());
  }

  @Test
  public void oldVersionsAreReadByTheirId() {
    serve();
    for (String version : new String[] {"CAE=&1", "CAE=&2"}) {
      server.put(PATH, object("content of " + version).withVersionId(version));
    }
    for (Signature signature : Signature.values()) {
      BucketLocator old = new BucketLocator("oss", "bucket", "object", "CAE=&1");
      ObjectSource source = setup().signature(signature).open(old, reader.node());
      Identity identity = reader.await(source.probe()).identity();
      assertEquals("CAE=&1", identity.versionId());
      assertArrayEquals(
          "content of CAE=&1".getBytes(StandardCharsets.UTF_8),
          reader.read(source.openWhole(identity)));
      reader.await(source.close());
    }
    assertEquals("CAE=&2", probe(PATH).identity().versionId());
  }

  @Test
  public void bucketsAreFoundByHostPathAndCustomDomain() {
    serve(settings().withCname("localhost", "bucket"));
    server.put(PATH, Content.of("here"));
    OssSetup byName = OssSetup.at("http://localhost:" + server.port());
    for (Signature signature : Signature.values()) {
      assertEquals("here", whole(setup().signature(signature), PATH));
      assertEquals("here", whole(byName.addressing(Addressing.CNAME).signature(signature), PATH));
      assertEquals("here", whole(byName.addressing(Addressing.VIRTUAL).signature(signature), PATH));
    }
    List<String> hosts =
        server.requests().stream().map(request -> request.header("Host").orElse("")).toList();
    assertTrue(hosts.toString(), hosts.contains("bucket.localhost:" + server.port()));
    assertTrue(hosts.toString(), hosts.contains("localhost:" + server.port()));
  }

  @Test
  public void temporaryKeysServeBothSignatures() {
    serve();
    server.put(PATH, Content.of("for a while"));
    AccessKeys keys = new AccessKeys("sts-id", "sts-secret", "sts-token", null, true);
    for (Signature signature : Signature.values()) {
      assertEquals("for a while", whole(setup().signature(signature).keys(keys), PATH));
    }
  }

  @Test
  public void publicObjectsNeedNoSignature() {
    serve(settings().withPublicBucket("bucket"));
    server.put(PATH, Content.of("for all"));
    assertEquals("for all", whole(setup().unsigned().region(""), PATH));
    assertTrue(
        server.requests().stream()
            .noneMatch(request -> request.header("Authorization").isPresent()));
  }

  @Test
  public void payerAndTrafficLimitAreSentAndSigned() {
    serve(settings().withRequesterPays("bucket"));
    server.put(PATH, Content.of("paid"));
    assertEquals(FailureKind.ACCESS_DENIED, refusal(setup()).kind());
    for (Signature signature : Signature.values()) {
      assertEquals("paid", whole(setup().signature(signature).paying(819_200), PATH));
    }
    assertEquals(
        "819200",
        server.requests().get(server.requests().size() - 1).header("x-oss-traffic-limit").get());
  }

  @Test
  public void rangeBehaviourIsStandardUnlessLegacyIsAskedFor() {
    serve();
    server.put(PATH, Content.of("0123456789"));
    text(setup(), PATH, new ByteRange(0, 5));
    assertTrue(
        server.requests().stream()
            .allMatch(r -> r.header("x-oss-range-behavior").equals(Optional.of("standard"))));
    server.clearLog();
    assertEquals("01234", text(setup().legacyRanges(), PATH, new ByteRange(0, 5)));
    assertTrue(
        server.requests().stream().allMatch(r -> r.header("x-oss-range-behavior").isEmpty()));
  }
}
