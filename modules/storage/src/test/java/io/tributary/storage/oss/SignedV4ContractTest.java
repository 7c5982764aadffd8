package io.tributary.storage.oss;

public final class SignedV4ContractTest extends OssSourceContract {
  @Override
  OssSetup setup(OssSetup setup) {
    return setup;
  }
}
