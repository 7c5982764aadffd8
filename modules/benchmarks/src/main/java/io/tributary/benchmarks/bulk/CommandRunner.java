package io.tributary.benchmarks.bulk;

import io.tributary.benchmarks.tool.MeasuredProcess;
import io.tributary.benchmarks.tool.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A program that is started anew for each tree.
 *
 * @param syncsItself whether it sees to the disk by itself when it is asked to
 * @param command makes the command line
 */
record CommandRunner(
    String name,
    boolean syncsItself,
    Map<String, String> environment,
    Function<BulkTool.Order, List<String>> command)
    implements BulkRunner {

  @Override
  public Outcome run(BulkTool.Order order) throws IOException, InterruptedException {
    boolean sync = order.onDisk() && !syncsItself;
    return new MeasuredProcess(order.scratch())
        .run(
            name,
            command.apply(order),
            environment,
            DEADLINE,
            sync ? List.of("-f", order.directory().toString()) : List.of());
  }

  @Override
  public boolean warmsUp() {
    return false;
  }

  @Override
  public void close() {}
}
