package io.tributary.engine.job;

import akka.actor.typed.ActorSystem;
import io.tributary.core.locator.Locator;
import io.tributary.engine.node.NodeResources;
import io.tributary.storage.ObjectReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The readers of a job: one for each bucket or web server that its objects are in. A manifest may
 * name any number of them, so only some stay open that nobody uses; each has idle connections.
 * Thread-safe.
 */
final class Readers implements AutoCloseable {
  /** Readers that nobody uses; of more, the one that was used least recently is closed. */
  static final int MOST_IDLE = 16;

  private final Function<Locator, ObjectReader> open;

  /** Who was used last comes last. */
  private final Set<Place> places = new LinkedHashSet<>();

  private static final class Place {
    final ObjectReader reader;
    int users;

    Place(ObjectReader reader) {
      this.reader = reader;
    }
  }

  /** A reader as long as somebody uses it. */
  interface Use extends AutoCloseable {
    ObjectReader reader();

    /** To be said once: it is not used any more. */
    @Override
    void close();
  }

  Readers(JobSpec spec, ActorSystem<?> system) {
    this(
        locator ->
            NodeResources.get(system).sources().reader(spec.source(), spec.manifest(), locator));
  }

  Readers(Function<Locator, ObjectReader> open) {
    this.open = open;
  }

  /** One that reads this object, for a use that the caller ends. */
  synchronized Use use(Locator locator) {
    Place place = find(locator).orElseGet(() -> new Place(open.apply(locator)));
    place.users++;
    places.add(place);
    return new Use() {
      @Override
      public ObjectReader reader() {
        return place.reader;
      }

      @Override
      public void close() {
        unused(place).forEach(ObjectReader::close);
      }
    };
  }

  private Optional<Place> find(Locator locator) {
    return places.stream().filter(place -> place.reader.reads(locator)).findFirst();
  }

  /** Returns what is to be closed. */
  private synchronized List<ObjectReader> unused(Place place) {
    place.users--;
    if (places.remove(place)) {
      places.add(place);
    }
    long idle = places.stream().filter(each -> each.users == 0).count();
    List<ObjectReader> tooMany = new ArrayList<>();
    for (Iterator<Place> each = places.iterator(); idle > MOST_IDLE && each.hasNext(); ) {
      Place oldest = each.next();
      if (oldest.users == 0) {
        each.remove();
        tooMany.add(oldest.reader);
        idle--;
      }
    }
    return tooMany;
  }

  @Override
  public synchronized void close() {
    places.forEach(place -> place.reader.close());
    places.clear();
  }
}
