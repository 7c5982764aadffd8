package io.tributary.engine.history;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who hears on this node of what has ended. Thread-safe. */
final class RunListeners implements Extension {
  private static final Id ID = new Id();

  private final List<RunListener> listeners = new CopyOnWriteArrayList<>();

  private static final class Id extends ExtensionId<RunListeners> {
    @Override
    public RunListeners createExtension(ActorSystem<?> system) {
      return new RunListeners();
    }
  }

  private RunListeners() {}

  static RunListeners get(ActorSystem<?> system) {
    return ID.apply(system);
  }

  void add(RunListener listener) {
    listeners.add(listener);
  }

  List<RunListener> all() {
    return listeners;
  }
}
