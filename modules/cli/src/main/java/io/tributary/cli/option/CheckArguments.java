package io.tributary.cli.option;

import io.tributary.engine.receipt.ReceiptCheck;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which files are compared with which receipt. */
public final class CheckArguments {
  private static final int USUAL_JOBS = 8;

  @Parameters(paramLabel = "RECEIPT", description = "What 'get --receipt' wrote.")
  Path receipt;

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "Where the files are now. Default: where the receipt says.")
  Path root;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Files that are read at a time, 1 to 256. Default: 8.")
  int jobs = USUAL_JOBS;

  public Path receipt() {
    return receipt;
  }

  /**
   * @param recorded what the receipt says
   */
  public Path root(String recorded) {
    return root == null ? Path.of(recorded) : root.toAbsolutePath();
  }

  public int jobs() {
    if (jobs < 1 || jobs > ReceiptCheck.MOST_JOBS) {
      throw Usage.option("--jobs", "it is not within 1 to " + ReceiptCheck.MOST_JOBS, "");
    }
    return jobs;
  }

  /** What is written would take the place of what is read. */
  public void requireNotTheReceipt(String option, Path written) {
    if (written.toAbsolutePath().normalize().equals(receipt.toAbsolutePath().normalize())) {
      throw Usage.option(option, "it is the receipt", "name another file");
    }
  }
}
