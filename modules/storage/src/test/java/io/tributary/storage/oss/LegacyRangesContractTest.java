package io.tributary.storage.oss;

public final class LegacyRangesContractTest extends OssSourceContract {
  @Override
  OssSetup setup(OssSetup setup) {
    return setup.legacyRanges();
  }
}
