package io.tributary.engine.dataport;

import io.tributary.core.ledger.Segment;
import io.tributary.storage.TemporaryFile;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/** The temporary files that lanes of other nodes may write to through this one. Thread-safe. */
public final class OpenParts {
  /**
   * One of them.
   *
   * @param run lanes of another run are turned away
   * @param origin offset in the object of the file's first byte
   * @param written hears of every part that is in the file, on any thread
   */
  public record Part(TemporaryFile file, long run, long origin, Consumer<Segment> written) {}

  private final ConcurrentMap<String, Part> parts = new ConcurrentHashMap<>();

  /** Lets lanes write to it from now on; an earlier run's lanes no longer. */
  public void open(String temporaryName, Part part) {
    parts.put(temporaryName, part);
  }

  public void close(String temporaryName) {
    parts.remove(temporaryName);
  }

  Optional<Part> find(String temporaryName, long run) {
    return Optional.ofNullable(parts.get(temporaryName)).filter(part -> part.run() == run);
  }
}
