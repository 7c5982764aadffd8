package io.tributary.benchmarks.tool;

import io.tributary.benchmarks.worker.Order;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One object to one file, as every tool is asked to fetch it.
 *
 * @param url on loopback; the origin listens on several loopback addresses under the same port
 * @param destination a file that does not exist yet
 * @param connections how many the tool may have open at a time
 * @param synced whether the run ends only when the file's bytes are on the disk
 * @param authority the certificate to trust, in PEM, when the URL is an https one
 * @param scratch a directory for what a tool keeps while it runs, on the destination's file system
 * @param deadline when to give up on the tool
 */
public record Transfer(
    URI url,
    Path destination,
    int connections,
    boolean synced,
    Optional<Path> authority,
    Path scratch,
    Duration deadline) {

  /** The same for a program that sees to the disk by itself. */
  Transfer unsynced() {
    return new Transfer(url, destination, connections, false, authority, scratch, deadline);
  }

  /** As a process that stays up is told. */
  Order order() {
    return new Order(url.toString(), destination, connections, synced, authority);
  }
}
