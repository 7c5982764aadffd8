package io.tributary.cli;

import io.tributary.core.failure.FailureKind;
import io.tributary.engine.receipt.NextManifest;
import io.tributary.engine.receipt.ReceiptFile;
import io.tributary.engine.receipt.ReceiptLine;
import io.tributary.engine.receipt.ReceiptReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The lines of a receipt about objects that were archived when they were to be fetched. */
final class ArchivedLines {
  private static final int LINES_AT_A_TIME = 1000;

  private ArchivedLines() {}

  private static boolean archived(ReceiptLine line) {
    return line.state() == ReceiptLine.State.FAILED
        && line.failureOrNull().kind() == FailureKind.ARCHIVED;
  }

  /**
   * Makes a manifest of them; returns how many there are.
   *
   * @param named whether the job of the receipt had a manifest
   */
  static long copy(Path receipt, Path root, Path manifest, boolean named) {
    try (ReceiptReader reader = ReceiptReader.open(receipt);
        NextManifest next = new NextManifest(manifest, reader.head(), root, named)) {
      each(
          reader,
          line -> {
            if (archived(line)) {
              next.add(line);
            }
          });
      next.publish();
      return next.lines();
    }
  }

  /** Puts other lines in their place: those of a job that has tried these objects again. */
  static void replace(Path receipt, Path root, Path lines) {
    String temporary = ReceiptFile.newTemporaryName(receipt);
    try (ReceiptReader before = ReceiptReader.open(receipt);
        ReceiptReader instead = ReceiptReader.open(lines);
        ReceiptFile after = ReceiptFile.open(receipt, temporary, 0, before.head().source(), root)) {
      List<ReceiptLine> some = new ArrayList<>();
      Consumer<ReceiptLine> add =
          line -> {
            some.add(line);
            if (some.size() >= LINES_AT_A_TIME) {
              after.append(some);
              some.clear();
            }
          };
      each(
          before,
          line -> {
            if (!archived(line)) {
              add.accept(line);
            }
          });
      each(instead, add);
      after.append(some);
      after.publish();
    }
  }

  private static void each(ReceiptReader receipt, Consumer<ReceiptLine> action) {
    for (Optional<ReceiptLine> line = receipt.next(); line.isPresent(); line = receipt.next()) {
      action.accept(line.get());
    }
  }
}
