package io.tributary.storage.oss;

import io.tributary.storage.bucket.AccessKeys;

public final class TemporaryKeysContractTest extends OssSourceContract {
  @Override
  OssSetup setup(OssSetup setup) {
    return setup.keys(new AccessKeys("sts-id", "sts-secret", "sts-token", null, true));
  }
}
