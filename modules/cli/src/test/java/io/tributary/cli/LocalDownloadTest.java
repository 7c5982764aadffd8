package io.tributary.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.api.DownloadRequest;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.Assert;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

public final class LocalDownloadTest extends JUnitSuite {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /**
   * On a fatal error, such as too little memory, the actor system stops and the process does not.
   */
  @Test
  public void aStoppedActorSystemEndsTheWait() throws Exception {
    Path directory = folder.getRoot().toPath();
    try (ObjectServer server = ObjectServer.start()) {
      server.put("/object", Content.synthetic(1, 4_000_000));
      server.fault(When.get("/object"), Fault.trickle(100_000));
      DownloadRequest request = DownloadRequest.of(server.url("/object"), directory.resolve("out"));
      try (LocalDownload download = LocalDownload.start(request, directory.resolve("state"))) {
        var waiting = CompletableFuture.supplyAsync(download::await);
        assertTrue(server.awaitBytesSent(100_000, Duration.ofSeconds(60)));
        download.system().terminate();
        Throwable thrown =
            Assert.assertThrows(ExecutionException.class, () -> waiting.get(60, TimeUnit.SECONDS))
                .getCause();
        assertEquals(FailureKind.INTERNAL, ((TributaryException) thrown).kind());
      }
    }
  }

  @Test
  public void stateThatCannotBeDeletedDoesNotUndoAFileThatIsPublished() throws Exception {
    Path directory = folder.getRoot().toPath();
    Path state = directory.resolve("state");
    Content content = Content.synthetic(2, 1_000_000);
    try (ObjectServer server = ObjectServer.start()) {
      server.put("/object", content);
      FaultRule stall = server.fault(When.get("/object").ranged().once(), Fault.stallAfter(1000));
      DownloadRequest request = DownloadRequest.of(server.url("/object"), directory.resolve("out"));
      try (LocalDownload download = LocalDownload.start(request, state)) {
        var waiting = CompletableFuture.supplyAsync(download::await);
        assertTrue(stall.awaitFired(1, Duration.ofSeconds(60)));
        putADirectoryInPlaceOfTheHolder(state);
        stall.release();
        assertEquals(content.sizeBytes(), waiting.get(60, TimeUnit.SECONDS).sizeBytes());
        assertTrue(download.leftover().orElse("").contains(".holder"));
      }
    }
    assertArrayEquals(content.toByteArray(), Files.readAllBytes(directory.resolve("out")));
  }

  private static void putADirectoryInPlaceOfTheHolder(Path state) throws IOException {
    try (Stream<Path> files = Files.list(state)) {
      Path holder =
          files.filter(file -> file.toString().endsWith(".holder")).findFirst().orElseThrow();
      Files.delete(holder);
      Files.createDirectories(holder.resolve("occupied"));
    }
  }
}
