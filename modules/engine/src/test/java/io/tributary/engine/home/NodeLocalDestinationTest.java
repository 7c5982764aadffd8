package io.tributary.engine.home;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.Download;
import io.tributary.engine.Tributary;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadRequest;
import io.tributary.engine.api.DownloadResult;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** The file is on one node's disk; who decides, and who fetches, is on another. */
public final class NodeLocalDestinationTest extends JUnitSuite {
  private static final Content CONTENT = Content.synthetic(9, 60_000_000);
  private static final long PATIENCE_SECONDS = 90;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final ObjectServer server = ObjectServer.start();
  private Path homeRoot;
  private Path workerRoot;

  @Before
  public void prepare() throws Exception {
    server.put("/object", CONTENT);
    homeRoot = folder.newFolder("home").toPath().toRealPath();
    workerRoot = folder.newFolder("worker").toPath().toRealPath();
  }

  @After
  public void close() {
    server.close();
  }

  private TwoNodes nodes() throws Exception {
    return new TwoNodes(folder.getRoot().toPath(), homeRoot, workerRoot);
  }

  private DownloadRequest request(Path target) {
    return DownloadRequest.of(server.url("/object"), target)
        .withOptions(DownloadOptions.builder().retries(2).build());
  }

  private static Failure failure(Download download) {
    ExecutionException failed =
        Assert.assertThrows(
            ExecutionException.class,
            () -> download.result().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    return ((TributaryException) failed.getCause()).failure();
  }

  private static long files(Path directory) throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }

  @Test
  public void bytesOfOtherNodesComeToTheHomesDisk() throws Exception {
    try (TwoNodes nodes = nodes()) {
      Path target = homeRoot.resolve("object");
      DownloadResult result =
          Tributary.get(nodes.home)
              .download(request(target))
              .toCompletableFuture()
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);

      assertEquals(CONTENT.sizeBytes(), result.sizeBytes());
      assertArrayEquals(CONTENT.toByteArray(), Files.readAllBytes(target));
      assertEquals("nothing is left beside it", 1, files(homeRoot));
      assertEquals(0, files(workerRoot));
    }
  }

  @Test
  public void aPathOutsideTheHomesRootsIsRefused() throws Exception {
    try (TwoNodes nodes = nodes()) {
      Path outside = folder.newFolder("outside").toPath().toRealPath();
      Failure failure =
          failure(Tributary.get(nodes.home).start(request(outside.resolve("object"))));

      assertTrue(failure.oneLine(), failure.reason().contains("outside the directories"));
      assertTrue(failure.advice().contains("tributary.node.destination-roots"));
      assertEquals(FailureKind.USAGE, failure.kind());
      assertEquals(0, files(outside));
    }
  }

  @Test
  public void aNodeWithAnotherSecretWritesNothing() throws Exception {
    try (TwoNodes nodes =
        new TwoNodes(folder.getRoot().toPath(), homeRoot, workerRoot, "another-secret-of-it")) {
      Failure failure =
          failure(Tributary.get(nodes.home).start(request(homeRoot.resolve("object"))));

      assertEquals(failure.oneLine(), FailureKind.ACCESS_DENIED, failure.kind());
      assertTrue(failure.advice().contains("tributary.cluster.secret-file"));
      assertFalse(Files.exists(homeRoot.resolve("object")));
    }
  }
}
