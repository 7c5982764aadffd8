package io.tributary.benchmarks.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A program that is started anew for each object.
 *
 * @param syncsItself whether it sees to the disk by itself when it is asked to
 * @param versionCommand prints the version in its first line
 * @param command makes the command line
 */
record CommandTool(
    String name,
    boolean manyConnections,
    boolean syncsItself,
    String description,
    String howToGet,
    List<String> versionCommand,
    Map<String, String> environment,
    Path logs,
    Function<Transfer, List<String>> command)
    implements Tool {

  @Override
  public Optional<String> version() {
    return FirstLine.of(versionCommand);
  }

  @Override
  public Runner start(boolean warm, Path scratch) {
    return new Runner() {
      @Override
      public Outcome run(Transfer transfer) throws IOException, InterruptedException {
        Transfer measured = syncsItself ? transfer.unsynced() : transfer;
        return new MeasuredProcess(logs).run(name, command.apply(transfer), environment, measured);
      }

      @Override
      public boolean warmsUp() {
        return false;
      }

      @Override
      public void close() {}
    };
  }
}
