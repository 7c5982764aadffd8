package io.tributary.cli;

import io.tributary.cli.launch.Interruption;
import io.tributary.cli.option.CheckArguments;
import io.tributary.core.display.DisplayText;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.receipt.CheckCounts;
import io.tributary.engine.receipt.Finding;
import io.tributary.engine.receipt.ReceiptCheck;
import io.tributary.engine.receipt.ReceiptHead;
import io.tributary.engine.receipt.ReceiptReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Compares files with their receipt, until it is done or interrupted. */
final class FilesCheck implements AutoCloseable {
  private final ReceiptReader receipt;
  private final Path root;
  private final CheckArguments arguments;

  private FilesCheck(ReceiptReader receipt, Path root, CheckArguments arguments) {
    this.receipt = receipt;
    this.root = root;
    this.arguments = arguments;
  }

  /**
   * @throws TributaryException USAGE or LOCAL_DISK when there is no receipt, or nothing where its
   *     files should be: that is more likely a disk that is not mounted than a million lost files
   */
  static FilesCheck open(CheckArguments arguments) {
    ReceiptReader receipt = ReceiptReader.open(arguments.receipt());
    Path root = arguments.root(receipt.head().root());
    if (!Files.isDirectory(root)) {
      receipt.close();
      throw new Failure(
              FailureKind.LOCAL_DISK,
              "compare files in",
              DisplayText.escape(root.toString()),
              "there is no such directory",
              "name the one where the files are now with --root")
          .asException();
    }
    return new FilesCheck(receipt, root, arguments);
  }

  Path root() {
    return root;
  }

  ReceiptHead head() {
    return receipt.head();
  }

  /**
   * @param wrong hears of each file that is missing or bad, in the order of the receipt
   * @throws TributaryException INTERRUPTED after a signal
   */
  CheckCounts run(Interruption interruption, Consumer<Finding> wrong) {
    CheckCounts counts = new CheckCounts();
    interruption.onFirstSignal(Thread.currentThread()::interrupt);
    try {
      ReceiptCheck.run(
          receipt,
          root,
          arguments.jobs(),
          finding -> {
            counts.add(finding);
            if (finding.wrong()) {
              wrong.accept(finding);
            }
          });
    } catch (RuntimeException e) {
      throw interruption.asked() ? interrupted(counts, e) : e;
    }
    return counts;
  }

  private TributaryException interrupted(CheckCounts counts, RuntimeException e) {
    return new Failure(
            FailureKind.INTERRUPTED,
            "compare all files in",
            DisplayText.escape(root.toString()),
            "interrupted after " + counts.checked() + " files",
            "run the same command again")
        .asException(e);
  }

  @Override
  public void close() {
    receipt.close();
  }
}
