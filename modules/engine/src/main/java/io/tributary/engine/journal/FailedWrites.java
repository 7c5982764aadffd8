package io.tributary.engine.journal;

import akka.actor.AbstractExtensionId;
import akka.actor.ActorSystem;
import akka.actor.ExtendedActorSystem;
import akka.actor.Extension;
import akka.actor.typed.javadsl.Adapter;
import java.util.Optional;

/**
 * Why events could not be written: an entity whose event is lost is restarted and not told. One per
 * actor system. Thread-safe.
 */
public final class FailedWrites implements Extension {
  private static final Id ID = new Id();

  private final LatestCauses causes = new LatestCauses();

  private FailedWrites() {}

  public static FailedWrites get(akka.actor.typed.ActorSystem<?> system) {
    return get(Adapter.toClassic(system));
  }

  static FailedWrites get(ActorSystem system) {
    return ID.get(system);
  }

  void add(String persistenceId, Throwable cause) {
    causes.add(persistenceId, cause);
  }

  /** Why the last events of an entity were not written; told once. */
  public Optional<Throwable> take(String persistenceId) {
    return causes.take(persistenceId);
  }

  private static final class Id extends AbstractExtensionId<FailedWrites> {
    @Override
    public FailedWrites createExtension(ExtendedActorSystem system) {
      return new FailedWrites();
    }
  }
}
