package io.tributary.benchmarks.tool;

import java.io.IOException;

/** A tool that is ready to run, any number of times. One run at a time. */
public interface Runner extends AutoCloseable {

  /** Fetches one object and measures what that took. */
  Outcome run(Transfer transfer) throws IOException, InterruptedException;

  /**
   * Whether earlier runs make later ones faster, so that some must come before those that count.
   */
  boolean warmsUp();

  @Override
  void close();
}
