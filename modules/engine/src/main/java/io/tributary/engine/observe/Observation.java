package io.tributary.engine.observe;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;

/** Who observes this node: nobody, unless somebody says so. Thread-safe. */
public final class Observation implements Extension {
  private static final Id ID = new Id();

  private volatile NodeObserver observer = NodeObserver.NONE;

  private static final class Id extends ExtensionId<Observation> {
    @Override
    public Observation createExtension(ActorSystem<?> system) {
      return new Observation();
    }
  }

  private Observation() {}

  public static Observation get(ActorSystem<?> system) {
    return ID.apply(system);
  }

  /** From now on, in place of whoever did. */
  public void observe(NodeObserver next) {
    observer = next;
  }

  /** Never null. */
  public NodeObserver observer() {
    return observer;
  }
}
