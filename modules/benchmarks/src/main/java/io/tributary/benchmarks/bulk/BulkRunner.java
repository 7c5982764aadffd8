package io.tributary.benchmarks.bulk;

import io.tributary.benchmarks.tool.Outcome;
import java.io.IOException;
import java.time.Duration;

/** A tool that is ready to run, any number of times. One run at a time. */
interface BulkRunner extends AutoCloseable {
  Duration DEADLINE = Duration.ofMinutes(5);

  Outcome run(BulkTool.Order order) throws IOException, InterruptedException;

  /**
   * Whether earlier runs make later ones faster, so that some must come before those that count.
   */
  boolean warmsUp();

  @Override
  void close();
}
