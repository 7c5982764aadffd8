package io.tributary.storage.file;

import io.tributary.storage.Destination;
import io.tributary.storage.DestinationContract;
import java.io.IOException;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

public final class FileDestinationContractTest extends DestinationContract {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Override
  protected Destination fresh() {
    try {
      return FileDestination.of(folder.newFolder().toPath().resolve("object.bin"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
