package io.tributary.storage.http;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import java.util.concurrent.Executor;

/** What all HTTP sources of one ActorSystem share. */
final class HttpNode implements Extension {
  private static final Id ID = new Id();

  private final HttpSettings settings;
  private final AddressBook addresses;
  private final TlsContexts tls;

  private HttpNode(ActorSystem<?> system) {
    Executor blocking = system.dispatchers().lookup(DispatcherSelector.blocking());
    settings = HttpSettings.of(system.settings().config());
    addresses =
        new AddressBook(
            NameService.SYSTEM, blocking, settings.badAddressMemory(), System::nanoTime);
    tls = new TlsContexts(blocking);
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
