package io.tributary.storage.oss;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.locator.BucketLocator;
import io.tributary.core.locator.Locator;
import io.tributary.storage.ObjectReader;
import io.tributary.storage.ObjectReaderContract;
import io.tributary.storage.SourceReader;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.object.StoredObject;
import io.tributary.testkit.oss.OssSettings;
import java.nio.charset.StandardCharsets;
import org.junit.Test;

/** Objects of an OSS bucket, read one by one from a server that verifies every signature. */
public final class OssObjectReaderTest extends ObjectReaderContract {

  @Override
  protected ObjectServer startServer() {
    return ObjectServer.builder()
        .oss(OssSettings.of(OssSourceContract.ACCOUNT).withBucket("bucket"))
        .start();
  }

  @Override
  protected ObjectReader open(SourceReader.Node node) {
    return OssSetup.at(server.origin()).reader("bucket", node);
  }

  @Override
  protected Locator locator(String path) {
    return new BucketLocator("oss", "bucket", path.substring("/bucket/".length()), "");
  }

  @Override
  protected Locator elsewhere() {
    return new BucketLocator("oss", "another-bucket", "object", "");
  }

  @Test
  public void eachKeyIsSignedAsItIsSent() {
    for (String key : new String[] {"a b+c%d?e#f&g=h", "河/🌊.bin", "a//b/", "?versionId=x"}) {
      server.put("/bucket/" + key, Content.of(key));
      assertArrayEquals(Content.of(key).toByteArray(), read("/bucket/" + key));
    }
  }

  /** Fault 43. */
  @Test
  public void anArchivedObjectIsRestoredOnceAndReadableAfterAWhile() {
    Content content = Content.of("frozen");
    server.put(
        "/bucket/cold ?",
        StoredObject.of(content).withHeader("x-oss-storage-class", "ColdArchive"));
    Locator cold = locator("/bucket/cold ?");
    assertEquals(FailureKind.ARCHIVED, node.failure(reader.open(cold)).kind());
    node.await(reader.restore(cold, 3));
    node.await(reader.restore(cold, 3));
    RecordedRequest asked = server.requests().get(1);
    assertEquals("/bucket/cold%20%3F?restore", asked.request().target());
    assertEquals(
        "<RestoreRequest><Days>3</Days></RestoreRequest>",
        new String(asked.request().body().bytes(), StandardCharsets.UTF_8));
    assertEquals(202, asked.status());
    assertEquals(409, server.requests().get(2).status());
    assertEquals(FailureKind.ARCHIVED, node.failure(reader.open(cold)).kind());
    server.put(
        "/bucket/cold ?",
        StoredObject.of(content)
            .withHeader("x-oss-storage-class", "ColdArchive")
            .withHeader("x-oss-restore", "ongoing-request=\"false\""));
    assertArrayEquals(content.toByteArray(), read("/bucket/cold ?"));
    server.put("/bucket/warm", content);
    assertEquals(
        FailureKind.PROTOCOL, node.failure(reader.restore(locator("/bucket/warm"), 3)).kind());
  }

  @Test
  public void theAnswerPublishesTheCrc() {
    server.put("/bucket/a", Content.of("123456789"));
    ObjectReader.Opened opened = node.await(reader.open(locator("/bucket/a")));
    assertEquals(ChecksumAlgorithm.CRC64, opened.identity().checksums().get(0).algorithm());
    opened.body().close();
  }

  @Test
  public void aVersionIsReadByItsId() {
    server.put("/bucket/a", StoredObject.of(Content.of("old")).withVersionId("3 L/4=&x"));
    Locator version = new BucketLocator("oss", "bucket", "a", "3 L/4=&x");
    byte[] bytes = node.read(reader.open(version).thenApply(ObjectReader.Opened::body));
    assertArrayEquals(Content.of("old").toByteArray(), bytes);
    assertEquals(
        "/bucket/a?versionId=3%20L%2F4%3D%26x", server.requests().get(0).request().target());
  }
}
