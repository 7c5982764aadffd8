package io.tributary.engine.job;

import akka.actor.typed.ActorSystem;
import io.tributary.core.locator.Locator;
import io.tributary.engine.node.NodeResources;
import io.tributary.storage.ObjectReader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The readers of a job: one for each bucket or web server that its objects are in. Thread-safe. */
final class Readers implements AutoCloseable {
  private final JobSpec spec;
  private final ActorSystem<?> system;
  private final List<ObjectReader> readers = new CopyOnWriteArrayList<>();

  Readers(JobSpec spec, ActorSystem<?> system) {
    this.spec = spec;
    this.system = system;
  }

  ObjectReader of(Locator locator) {
    return readers.stream()
        .filter(reader -> reader.reads(locator))
        .findFirst()
        .orElseGet(() -> opened(locator));
  }

  private synchronized ObjectReader opened(Locator locator) {
    Optional<ObjectReader> meanwhile =
        readers.stream().filter(reader -> reader.reads(locator)).findFirst();
    if (meanwhile.isPresent()) {
      return meanwhile.get();
    }
    ObjectReader reader =
        NodeResources.get(system).sources().reader(spec.source(), spec.manifest(), locator);
    readers.add(reader);
    return reader;
  }

  @Override
  public void close() {
    readers.forEach(ObjectReader::close);
  }
}
