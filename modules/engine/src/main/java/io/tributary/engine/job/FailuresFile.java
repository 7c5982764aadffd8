package io.tributary.engine.job;

import io.tributary.engine.receipt.NextManifest;
import io.tributary.engine.receipt.ReceiptLine;
import io.tributary.engine.receipt.ReceiptReader;
import java.nio.file.Path;
import java.util.Optional;

/** What a job could not fetch, as a manifest for another one. */
final class FailuresFile {
  private FailuresFile() {}

  /** Writes it, from the receipt that was published; blocks. May be done again after a crash. */
  static void write(JobSpec spec) {
    try (ReceiptReader receipt = ReceiptReader.open(Path.of(spec.receipt()));
        NextManifest manifest =
            new NextManifest(Path.of(spec.failures()), receipt.head(), Path.of(spec.root()))) {
      for (Optional<ReceiptLine> line = receipt.next(); line.isPresent(); line = receipt.next()) {
        if (line.get().state() == ReceiptLine.State.FAILED) {
          manifest.add(line.get());
        }
      }
      manifest.publish();
    }
  }
}
