package io.tributary.storage.http;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** What all HTTP sources of one ActorSystem share. */
final class HttpNode implements Extension {
  /** The program ends while a server is being waited for. */
  static final class ShuttingDown extends RuntimeException {
    ShuttingDown() {
      super("this program is shutting down", null, false, false);
    }
  }

  private static final Id ID = new Id();
  private static final String DISPATCHER = "tributary.connection-dispatcher";

  private final HttpSettings settings;
  private final AddressBook addresses;
  private final TlsContexts tls;
  private final Executor blocking;
  private final Timers timers = new Timers();
  private final Set<ConnectionPool> pools = ConcurrentHashMap.newKeySet();

  private HttpNode(ActorSystem<?> system) {
    Executor lookups = system.dispatchers().lookup(DispatcherSelector.blocking());
    blocking = system.dispatchers().lookup(DispatcherSelector.fromConfig(DISPATCHER));
    settings = HttpSettings.of(system.settings().config());
    addresses =
        new AddressBook(NameService.SYSTEM, lookups, settings.badAddressMemory(), System::nanoTime);
    tls = new TlsContexts(lookups);
    // Threads that wait for a server would keep the process alive.
    system.classicSystem().registerOnTermination(this::end);
  }

  private void end() {
    pools.forEach(pool -> pool.close(new ShuttingDown()));
    timers.close();
  }

  static HttpNode get(ActorSystem<?> system) {
    return ID.get(system);
  }

  HttpSettings settings() {
    return settings;
  }

  AddressBook addresses() {
    return addresses;
  }

  TlsContexts tls() {
    return tls;
  }

  Timers timers() {
    return timers;
  }

  /** Where it is allowed to wait for a server. */
  Executor blocking() {
    return blocking;
  }

  /** Remembers the pool until it is closed. */
  void opened(ConnectionPool pool) {
    pools.add(pool);
  }

  void closed(ConnectionPool pool) {
    pools.remove(pool);
  }

  private static final class Id extends ExtensionId<HttpNode> {
    HttpNode get(ActorSystem<?> system) {
      return system.registerExtension(this);
    }

    @Override
    public HttpNode createExtension(ActorSystem<?> system) {
      return new HttpNode(system);
    }
  }
}
