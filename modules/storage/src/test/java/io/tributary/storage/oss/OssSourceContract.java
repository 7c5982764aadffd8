package io.tributary.storage.oss;

import io.tributary.storage.ObjectSource;
import io.tributary.storage.ObjectSourceContract;
import io.tributary.storage.SourceReader;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.oss.OssAccount;
import io.tributary.testkit.oss.OssSettings;
import java.time.Instant;

/** The contract of all sources against a server that verifies every signature. */
abstract class OssSourceContract extends ObjectSourceContract {
  static final OssAccount ACCOUNT = OssAccount.of("river-id", "river-secret");
  static final OssAccount TEMPORARY =
      OssAccount.temporary("sts-id", "sts-secret", "sts-token", Instant.MAX);

  /** How this variant asks. */
  abstract OssSetup setup(OssSetup setup);

  @Override
  protected final ObjectServer startServer() {
    return ObjectServer.builder()
        .oss(OssSettings.of(ACCOUNT, TEMPORARY).withBucket("bucket"))
        .start();
  }

  @Override
  protected final ObjectSource open(String path, SourceReader.Node node) {
    return setup(OssSetup.at(server.origin())).open(path, node);
  }
}
