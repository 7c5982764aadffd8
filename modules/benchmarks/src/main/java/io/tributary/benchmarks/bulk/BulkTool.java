package io.tributary.benchmarks.bulk;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A program that fetches many objects in one run.
 *
 * @param description the options that it runs with, for the reader of the tables
 * @param versionCommand prints the version in its first line
 * @param speaksS3 whether it can sign requests
 */
record BulkTool(
    String name,
    String description,
    String howToGet,
    List<String> versionCommand,
    boolean speaksS3,
    Starter starter) {

  /** Makes it ready to run. */
  @FunctionalInterface
  interface Starter {
    /**
     * @param scratch an empty directory that stays until it is closed
     */
    BulkRunner start(Path scratch) throws IOException, InterruptedException;
  }

  /**
   * What it is to do.
   *
   * @param source the directory of the objects, with a slash at its end
   * @param directory where they go, which is there and empty
   * @param endpoint where {@code source} is when that is {@code s3://}
   * @param lists what tools want to read instead of a directory
   * @param scratch a directory for what a tool keeps during a run
   * @param onDisk whether the files have to be on the disk at the end
   */
  record Order(
      URI source,
      Optional<URI> endpoint,
      Path directory,
      Lists lists,
      Path scratch,
      boolean onDisk) {}

  /** The objects as others want to have them listed. */
  record Lists(Path curl, Path aria2) {}
}
