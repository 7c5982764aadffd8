package io.tributary.storage.oss;

public final class TemporaryKeysContractTest extends OssSourceContract {
  @Override
  OssSetup setup(OssSetup setup) {
    return setup.keys(new OssKeys("sts-id", "sts-secret", "sts-token", null, true));
  }
}
