package io.tributary.storage.oss;

import io.tributary.storage.SourceOptions.Signature;

public final class SignedV1ContractTest extends OssSourceContract {
  @Override
  OssSetup setup(OssSetup setup) {
    return setup.region("").signature(Signature.V1);
  }
}
