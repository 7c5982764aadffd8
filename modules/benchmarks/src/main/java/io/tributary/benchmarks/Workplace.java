package io.tributary.benchmarks;

import io.tributary.benchmarks.report.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The directories of one run, deleted at its end.
 *
 * @param memory in main memory where the machine has such a file system, so that no disk is
 *     measured
 * @param disk on a disk
 */
public record Workplace(Path memory, Path disk) implements AutoCloseable {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");
  private static final String PREFIX = "tributary-bench";

  /**
   * @param diskParent any directory on the disk that is of interest
   */
  public static Workplace create(Path diskParent) throws IOException {
    Files.createDirectories(diskParent);
    Path disk = Files.createTempDirectory(diskParent, PREFIX);
    Path memory =
        Files.isWritable(SHARED_MEMORY)
            ? Files.createTempDirectory(SHARED_MEMORY, PREFIX)
            : Files.createDirectory(disk.resolve("memory"));
    Workplace workplace = new Workplace(memory, disk);
    for (String name : new String[] {"objects", "nginx", "logs", "downloads", "scratch"}) {
      Files.createDirectory(memory.resolve(name));
    }
    Files.createDirectory(disk.resolve("downloads"));
    Files.createDirectory(disk.resolve("scratch"));
    return workplace;
  }

  public Path objects() {
    return memory.resolve("objects");
  }

  public Path nginx() {
    return memory.resolve("nginx");
  }

  Path logs() {
    return memory.resolve("logs");
  }

  /** Where files are downloaded to. */
  public Path downloads(boolean durable) {
    return (durable ? disk : memory).resolve("downloads");
  }

  /** For what tools keep while they run. */
  public Path scratch(boolean durable) {
    return (durable ? disk : memory).resolve("scratch");
  }

  /** For files, in main memory or whatever takes its place. */
  public long freeBytes() throws IOException {
    long room = Files.getFileStore(memory).getUsableSpace();
    return memory.startsWith(SHARED_MEMORY) ? Math.min(room, Machine.availableBytes()) : room;
  }

  /** Deletes all that is in a directory. */
  public static void empty(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(directory)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  @Override
  public void close() {
    try {
      for (Path directory : new Path[] {memory, disk}) {
        if (Files.exists(directory)) {
          empty(directory);
          Files.delete(directory);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
