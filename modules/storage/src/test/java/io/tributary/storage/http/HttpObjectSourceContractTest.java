package io.tributary.storage.http;

import io.tributary.core.locator.ParsedLocator;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.ObjectSourceContract;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceReader;
import io.tributary.storage.SourceSecrets;
import io.tributary.storage.Sources;
import io.tributary.testkit.ObjectServer;
import java.util.List;

public final class HttpObjectSourceContractTest extends ObjectSourceContract {

  @Override
  protected ObjectServer startServer() {
    return ObjectServer.start();
  }

  @Override
  protected ObjectSource open(String path, SourceReader.Node node) {
    ParsedLocator parsed = ParsedLocator.parse(server.url(path));
    SourceSecrets secrets = new SourceSecrets(parsed.url(), List.of(), "");
    return Sources.open(parsed.locator(), SourceOptions.defaults(), secrets, node.system());
  }
}
