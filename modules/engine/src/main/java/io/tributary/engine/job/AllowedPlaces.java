package io.tributary.engine.job;

import io.tributary.core.failure.TributaryException;
import io.tributary.engine.home.DestinationRoots;
import io.tributary.storage.file.FileDestination;
import java.nio.file.Path;

/** Whether this node may read and write where a job has it do so, whoever asks. */
final class AllowedPlaces {
  private static final String FILE = "file://";

  private AllowedPlaces() {}

  /**
   * Blocks, on the file dispatcher.
   *
   * @throws TributaryException USAGE when a place lies outside of the roots, LOCAL_DISK when the
   *     directory that it is to be in is not there
   */
  static void require(JobSpec spec, DestinationRoots roots) {
    roots.require(JobRoot.resolve(Path.of(spec.root())));
    requireFile(spec.receipt(), roots);
    requireFile(spec.failures(), roots);
    String source = spec.source().objectKey();
    if (spec.manifest() && source.startsWith(FILE)) {
      // What cannot be understood of it is repeated in an error: no way to read other files.
      requireFile(source.substring(FILE.length()), roots);
    }
  }

  private static void requireFile(String file, DestinationRoots roots) {
    if (!file.isEmpty()) {
      roots.require(FileDestination.of(Path.of(file)).path());
    }
  }
}
