package io.tributary.benchmarks.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Something that downloads. */
public interface Tool {

  /** As it stands in the tables and on the command line. */
  String name();

  /** Whether it fetches one object over several connections. */
  boolean manyConnections();

  /** Whether it is of interest when warm, or else when cold. */
  default boolean runs(boolean warm) {
    return true;
  }

  /** Empty when it is not installed. */
  Optional<String> version();

  /** What to do when it is not installed. */
  String howToGet();

  /** The options that it runs with, for the reader of the tables. */
  String description();

  /**
   * @param warm whether a process that stays up is wanted; a tool that has no such thing starts
   *     anew for each run all the same
   * @param scratch a directory for what the tool keeps
   */
  Runner start(boolean warm, Path scratch) throws IOException;
}
