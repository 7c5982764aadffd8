package io.tributary.storage.s3;

import io.tributary.storage.ObjectSource;
import io.tributary.storage.ObjectSourceContract;
import io.tributary.storage.SourceReader;
import io.tributary.testkit.ObjectServer;

/** The contract of all sources, against a server with faults, which verifies no signatures. */
public final class S3ObjectSourceContractTest extends ObjectSourceContract {
  @Override
  protected ObjectServer startServer() {
    return ObjectServer.start();
  }

  @Override
  protected ObjectSource open(String path, SourceReader.Node node) {
    return S3Setup.at(server.origin()).open(path, node);
  }
}
