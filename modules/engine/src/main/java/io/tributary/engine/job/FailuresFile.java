package io.tributary.engine.job;

import io.tributary.engine.receipt.ReceiptFile;
import io.tributary.engine.receipt.ReceiptLine;
import io.tributary.engine.receipt.ReceiptReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a job could not fetch, as a manifest for another one. */
final class FailuresFile {
  private static final int LINES_AT_A_TIME = 1000;

  private FailuresFile() {}

  /** Writes it, from the receipt that was published; blocks. May be done again after a crash. */
  static void write(JobSpec spec) {
    Path file = Path.of(spec.failures());
    try (ReceiptReader receipt = ReceiptReader.open(Path.of(spec.receipt()));
        ReceiptFile manifest =
            ReceiptFile.open(
                file,
                ReceiptFile.newTemporaryName(file),
                0,
                receipt.head().source(),
                Path.of(spec.root()))) {
      try {
        copy(receipt, manifest);
        manifest.publish();
      } catch (RuntimeException e) {
        manifest.abandon();
        throw e;
      }
    }
  }

  private static void copy(ReceiptReader receipt, ReceiptFile manifest) {
    List<ReceiptLine> waiting = new ArrayList<>();
    for (Optional<ReceiptLine> line = receipt.next(); line.isPresent(); line = receipt.next()) {
      if (line.get().state() == ReceiptLine.State.FAILED && line.get().fetchable()) {
        waiting.add(tryAgain(line.get()));
      }
      if (waiting.size() >= LINES_AT_A_TIME) {
        manifest.append(waiting);
        waiting.clear();
      }
    }
    manifest.append(waiting);
  }

  /** What was not fetched may change until it is. */
  private static ReceiptLine tryAgain(ReceiptLine line) {
    return new ReceiptLine(
        line.state(),
        line.locator(),
        line.key(),
        line.path(),
        line.sizeBytes(),
        "",
        line.versionId(),
        null,
        line.checksums(),
        line.verified(),
        line.attempts(),
        line.node(),
        line.failureOrNull());
  }
}
