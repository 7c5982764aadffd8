package io.tributary.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.engine.receipt.ReceiptLine;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.s3.S3Proxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** {@code get} of many objects against S3Proxy, which verifies every signature. */
public final class BulkS3EndToEndTest extends JUnitSuite {
  private static final int SMALL = 300;
  private static final Content LARGE = Content.synthetic(7, 20_000_000);
  private static S3Proxy server;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path directory;

  @BeforeClass
  public static void startServer() {
    server = S3Proxy.start();
    server.client().createBucket("bucket");
    for (int index = 0; index < SMALL; index++) {
      server.client().put("bucket", key(index), Content.synthetic(index, index * 10L));
    }
    server.client().put("bucket", "in/large", LARGE);
    server.client().put("bucket", "out/other", Content.of("x"));
  }

  @AfterClass
  public static void stopServer() {
    server.close();
  }

  @Before
  public void setUp() throws IOException {
    directory = folder.getRoot().toPath().toRealPath();
  }

  /** With what an address has to be encoded for, and signed as it is encoded. */
  private static String key(int index) {
    return "in/d%d/ä b+%%41#?&'%03d".formatted(index % 3, index);
  }

  private Outcome run(String... arguments) {
    return new Launcher(directory)
        .with("AWS_EC2_METADATA_DISABLED", "true")
        .with("AWS_ACCESS_KEY_ID", S3Proxy.KEY_ID)
        .with("AWS_SECRET_ACCESS_KEY", S3Proxy.SECRET)
        .with("TRIBUTARY_ENDPOINT", server.origin())
        .run(List.of(arguments));
  }

  private static Outcome done(Outcome outcome) {
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    return outcome;
  }

  private static JsonNode json(Outcome outcome) throws IOException {
    return new ObjectMapper().readTree(done(outcome).out());
  }

  private void assertAllThere(Path root) throws IOException {
    for (int index = 0; index < SMALL; index++) {
      assertArrayEquals(
          Content.synthetic(index, index * 10L).toByteArray(),
          Files.readAllBytes(root.resolve(key(index).substring(3))));
    }
    assertArrayEquals(LARGE.toByteArray(), Files.readAllBytes(root.resolve("large")));
  }

  @Test
  public void everythingArrivesIsVerifiedAndIsKeptTheNextTime() throws IOException {
    JsonNode first =
        json(run("get", "-R", "--json", "--receipt", "receipt", "s3://bucket/in/", "root"));
    assertEquals(SMALL + 1, first.path("fetched").asInt());
    assertAllThere(directory.resolve("root"));
    List<ReceiptLine> lines = Receipts.read(directory.resolve("receipt"));
    assertEquals(SMALL + 1, lines.size());
    assertTrue(lines.stream().allMatch(ReceiptLine::verified));
    done(run("verify", "receipt"));
    JsonNode second = json(run("get", "-R", "--json", "s3://bucket/in/", "root"));
    assertEquals(SMALL + 1, second.path("kept").asInt());
  }

  @Test
  public void aReceiptIsAManifest() throws IOException {
    done(run("get", "-R", "--receipt", "receipt", "s3://bucket/in/", "root"));
    done(run("get", "--manifest", "receipt", "copy"));
    assertAllThere(directory.resolve("copy"));
  }

  @Test
  public void wildcardsTakeKeysOfOneLevel() throws IOException {
    JsonNode some = json(run("get", "-R", "--json", "s3://bucket/in/d1/*29?", "root"));
    assertEquals(3, some.path("fetched").asInt());
    assertEquals(SMALL / 3, some.path("listed").asInt());
  }
}
