package io.tributary.engine.journal;

import akka.actor.AbstractExtensionId;
import akka.actor.ActorSystem;
import akka.actor.ExtendedActorSystem;
import akka.actor.Extension;
import akka.actor.typed.javadsl.Adapter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Why events could not be written: an entity whose event is lost is restarted and not told. One per
 * actor system. Thread-safe.
 */
public final class FailedWrites implements Extension {
  /** Whoever has no interest does not take: the oldest are forgotten. */
  private static final int MOST = 1000;

  private static final Id ID = new Id();

  private final Map<String, Throwable> causes = new LinkedHashMap<>();

  private FailedWrites() {}

  public static FailedWrites get(akka.actor.typed.ActorSystem<?> system) {
    return get(Adapter.toClassic(system));
  }

  static FailedWrites get(ActorSystem system) {
    return ID.get(system);
  }

  synchronized void add(String persistenceId, Throwable cause) {
    causes.remove(persistenceId);
    causes.put(persistenceId, cause);
    if (causes.size() > MOST) {
      causes.remove(causes.keySet().iterator().next());
    }
  }

  /** Why the last events of an entity were not written; told once. */
  public synchronized Optional<Throwable> take(String persistenceId) {
    return Optional.ofNullable(causes.remove(persistenceId));
  }

  private static final class Id extends AbstractExtensionId<FailedWrites> {
    @Override
    public FailedWrites createExtension(ExtendedActorSystem system) {
      return new FailedWrites();
    }
  }
}
