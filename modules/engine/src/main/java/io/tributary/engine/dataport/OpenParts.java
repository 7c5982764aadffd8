package io.tributary.engine.dataport;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The temporary files that lanes of other nodes may write to through this one. Thread-safe; opening
 * and closing wait for what is being written, and belong on the file dispatcher.
 */
public final class OpenParts {
  private final ConcurrentMap<String, OpenPart> parts = new ConcurrentHashMap<>();

  /** Lets lanes write to it from now on; an earlier run's lanes no longer. */
  public void open(String temporaryName, OpenPart part) {
    OpenPart earlier = parts.put(temporaryName, part);
    if (earlier != null) {
      earlier.close();
    }
  }

  /** Lets nobody write to the file of that name any more. */
  public void close(String temporaryName) {
    OpenPart part = parts.remove(temporaryName);
    if (part != null) {
      part.close();
    }
  }

  /** Closes this one, not what was opened under the name since. */
  public void close(String temporaryName, OpenPart part) {
    parts.remove(temporaryName, part);
    part.close();
  }

  Optional<OpenPart> find(String temporaryName, long run) {
    return Optional.ofNullable(parts.get(temporaryName)).filter(part -> part.run() == run);
  }
}
