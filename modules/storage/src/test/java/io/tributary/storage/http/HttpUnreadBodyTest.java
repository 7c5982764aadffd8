package io.tributary.storage.http;

import static org.junit.Assert.assertEquals;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.identity.Identity;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.core.range.ByteRange;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.RangeBody;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceReader;
import io.tributary.storage.SourceSecrets;
import io.tributary.storage.Sources;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class HttpUnreadBodyTest extends JUnitSuite {

  @Test
  public void aBodyThatNobodyReadsIsGivenUpWithItsConnection() {
    SourceReader reader = SourceReader.start("tributary.http.body-start-timeout = 100 ms");
    try (ObjectServer server = ObjectServer.start()) {
      server.put("/file", Content.synthetic(1, 1L << 32));
      ParsedLocator parsed = ParsedLocator.parse(server.url("/file"));
      ObjectSource source =
          Sources.open(
              parsed.locator(),
              SourceOptions.defaults(),
              new SourceSecrets(parsed.url(), List.of(), ""),
              reader.node().system());
      Identity identity = reader.await(source.probe()).identity();
      RangeBody unread = reader.await(source.open(identity, new ByteRange(0, 1L << 31)));
      reader.until(() -> server.openConnections() == 0, Duration.ofSeconds(10));
      assertEquals(
          FailureKind.NETWORK,
          reader.failure(reader.start(CompletableFuture.completedStage(unread))).kind());
    } finally {
      reader.stop();
    }
  }
}
