package io.tributary.engine.journal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * An unfinished download, as the state directory knows it.
 *
 * @param destination its final path; empty when the database cannot be read
 * @param source where it comes from; empty when the database cannot be read
 * @param startedAt when it was first tried
 * @param changedAt when its state was last written
 * @param database the file that holds its journal
 * @param holder the process that works on it now, if any
 * @param job whether it is of many objects, and the destination their directory; false when the
 *     database cannot be read
 */
public record StateEntry(
    String destination,
    String source,
    Instant startedAt,
    Instant changedAt,
    Path database,
    Optional<String> holder,
    boolean job) {

  /** True for a database that could not be used and was renamed; another may have followed it. */
  public boolean setAside() {
    return database.getFileName().toString().contains(StateFiles.SET_ASIDE);
  }
}
