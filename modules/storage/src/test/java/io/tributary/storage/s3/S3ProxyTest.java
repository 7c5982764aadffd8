package io.tributary.storage.s3;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.identity.Identity;
import io.tributary.core.locator.BucketLocator;
import io.tributary.core.range.ByteRange;
import io.tributary.storage.ObjectReader;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.Probe;
import io.tributary.storage.bucket.AccessKeys;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.s3.S3Client;
import io.tributary.testkit.s3.S3Proxy;
import java.util.Arrays;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** Against a server of S3 that others wrote, which verifies every signature. */
public final class S3ProxyTest extends S3SourceSuite {
  private static final Content CONTENT = Content.synthetic(11, 300_000);

  private static S3Proxy server;
  private static S3Client client;

  @BeforeClass
  public static void startServer() {
    server = S3Proxy.start();
    client = server.client();
    client.createBucket("bucket");
    client.put("bucket", "object", CONTENT);
  }

  @AfterClass
  public static void stopServer() {
    server.close();
  }

  private static S3Setup setup() {
    return S3Setup.at(server.origin());
  }

  @Test
  public void anObjectIsIdentifiedAndReadWholeAndInRanges() {
    ObjectSource source = setup().open(PATH, reader.node());
    Probe probe = reader.await(source.probe());
    Identity identity = probe.identity();
    assertTrue(probe.ranges());
    assertEquals(300_000, identity.sizeBytes());
    assertTrue(identity.strongEtag().isPresent());
    assertTrue(!identity.lastModified().isEmpty());
    assertEquals(ChecksumAlgorithm.MD5, identity.checksums().get(0).algorithm());
    byte[] bytes = CONTENT.toByteArray();
    assertArrayEquals(bytes, reader.read(source.openWhole(identity)));
    assertArrayEquals(
        Arrays.copyOfRange(bytes, 1000, 250_000),
        reader.read(source.open(identity, new ByteRange(1000, 250_000))));
    reader.await(source.close());
  }

  @Test
  public void everyKeyThatTheServerTakesArrivesAsItIs() {
    for (String key :
        new String[] {
          "dir/a b+c%d?e#f&g=h",
          "河/🌊.bin",
          "%E6*'~",
          "\"quotes\"<>|^`{}[]",
          "a;b,c:d@e!f$g(h)",
          "x?versionId=x"
        }) {
      client.put("bucket", key, Content.of(key));
      assertEquals(key, whole(setup(), "/bucket/" + key));
    }
  }

  @Test
  public void manyObjectsAreReadOneByOne() {
    ObjectReader objects = setup().reader("bucket", reader.node());
    for (int i = 0; i < 20; i++) {
      String key = "many/a b+" + i;
      client.put("bucket", key, Content.of("content " + i));
      BucketLocator object = new BucketLocator("s3", "bucket", key, "");
      byte[] bytes = reader.read(objects.open(object).thenApply(ObjectReader.Opened::body));
      assertArrayEquals(Content.of("content " + i).toByteArray(), bytes);
    }
    reader.await(objects.close());
  }

  @Test
  public void anOverwrittenObjectIsNoticed() {
    client.put("bucket", "changing", Content.of("before"));
    ObjectSource source = setup().open("/bucket/changing", reader.node());
    Identity identity = reader.await(source.probe()).identity();
    client.put("bucket", "changing", Content.of("after!"));
    TributaryException failure = reader.failure(source.open(identity, new ByteRange(0, 3)));
    assertEquals(FailureKind.SOURCE_CHANGED, failure.kind());
    reader.await(source.close());
  }

  @Test
  public void aWrongKeyOrBucketIsNotFound() {
    assertRefused(FailureKind.NOT_FOUND, "no such object", setup(), "/bucket/none");
    assertRefused(FailureKind.NOT_FOUND, "no such", setup(), "/no-such-bucket/object");
  }

  @Test
  public void wrongKeysAreDenied() {
    AccessKeys wrong = new AccessKeys("river-id", "wrong", "", null, false);
    assertRefused(FailureKind.ACCESS_DENIED, "secret", setup().keys(wrong), PATH);
    AccessKeys unknown = new AccessKeys("unknown", "river-secret", "", null, false);
    assertRefused(FailureKind.ACCESS_DENIED, "access key", setup().keys(unknown), PATH);
    assertRefused(FailureKind.ACCESS_DENIED, "--no-sign-request", setup().unsigned(), PATH);
  }

  private static void assertRefused(FailureKind kind, String word, S3Setup setup, String path) {
    TributaryException failure = refusal(setup, path);
    assertEquals(failure.getMessage(), kind, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains(word));
  }
}
