package io.tributary.engine.home;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import io.tributary.engine.Tributary;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadRequest;
import io.tributary.engine.api.DownloadResult;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.object.Delivery;
import io.tributary.testkit.object.StoredObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** Of two nodes that fetch, one cannot bring anything to the node where the file is. */
public final class CutOffNodeTest extends JUnitSuite {
  private static final Content CONTENT = Content.synthetic(10, 40_000_000);
  private static final int LANES = 4;
  private static final long PATIENCE_SECONDS = 90;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final ObjectServer server = ObjectServer.start();
  private Path homeRoot;
  private Path workerRoot;

  @Before
  public void prepare() throws Exception {
    homeRoot = folder.newFolder("home").toPath().toRealPath();
    workerRoot = folder.newFolder("worker").toPath().toRealPath();
  }

  @After
  public void close() {
    server.close();
  }

  private void arrivesWithoutANodeOf(String secret) throws Exception {
    // Slow enough that no node is done before the other begins.
    server.fault(When.get("/object"), Fault.trickle(4_000_000));
    try (TwoNodes nodes = new TwoNodes(folder.getRoot().toPath(), homeRoot, workerRoot)) {
      nodes.join("other", workerRoot, secret);
      Path target = homeRoot.resolve("object");
      DownloadOptions options = DownloadOptions.builder().retries(2).lanes(LANES).build();
      DownloadResult result =
          Tributary.get(nodes.home)
              .download(DownloadRequest.of(server.url("/object"), target).withOptions(options))
              .toCompletableFuture()
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);

      assertEquals(CONTENT.sizeBytes(), result.sizeBytes());
      assertArrayEquals(CONTENT.toByteArray(), Files.readAllBytes(target));
    }
  }

  @Test
  public void oneThatHasAnotherSecretIsLeftOut() throws Exception {
    server.put("/object", CONTENT);
    arrivesWithoutANodeOf("another-secret-of-it");
  }

  @Test
  public void oneThatHasNoSecretIsLeftOut() throws Exception {
    server.put("/object", CONTENT);
    arrivesWithoutANodeOf("");
  }

  @Test
  public void aStreamBeginsAgainOnAnother() throws Exception {
    server.put("/object", StoredObject.of(CONTENT).withRanges(Delivery.Ranges.IGNORED));
    arrivesWithoutANodeOf("");
  }
}
