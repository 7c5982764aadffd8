package io.tributary.benchmarks.bulk;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A program that fetches many objects in one run.
 *
 * @param description the options that it runs with, for the reader of the tables
 * @param versionCommand prints the version in its first line
 * @param command makes the command line
 */
record BulkTool(
    String name,
    String description,
    String howToGet,
    List<String> versionCommand,
    Map<String, String> environment,
    Function<Order, List<String>> command) {

  /**
   * What it is to do.
   *
   * @param source the directory of the objects, with a slash at its end
   * @param directory where they go, which is there and empty
   * @param lists what tools want to read instead of a directory
   * @param scratch a directory for what a tool keeps
   * @param onDisk whether the files have to be on the disk at the end, if it sees to that itself
   */
  record Order(URI source, Path directory, Lists lists, Path scratch, boolean onDisk) {}

  /** The objects as others want to have them listed. */
  record Lists(Path curl, Path aria2) {}
}
