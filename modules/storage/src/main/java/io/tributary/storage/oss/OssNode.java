package io.tributary.storage.oss;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import com.typesafe.config.Config;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * What all OSS sources of one node share: signing keys by profile, so that a thousand objects cost
 * one call to STS, and the endpoints' clocks.
 */
final class OssNode implements Extension {
  private static final String CONFIG = "tributary.oss";

  private final KeySettings settings;
  private final Executor executor;
  private final Map<String, KeySource> keysByProfile;
  private final Map<String, ServerClock> clocksByHost;

  private OssNode(ActorSystem<?> system) {
    Config config = system.settings().config().getConfig(CONFIG);
    settings = KeySettings.of(config.getConfig("credentials"));
    executor =
        system
            .dispatchers()
            .lookup(DispatcherSelector.fromConfig(CONFIG + ".credentials-dispatcher"));
    keysByProfile = new Bounded<>(settings.maxProfiles());
    clocksByHost = new Bounded<>(config.getInt("max-endpoints"));
  }

  static OssNode get(ActorSystem<?> system) {
    return Id.INSTANCE.apply(system);
  }

  /** The empty name stands for the chain of default places. */
  KeySource keys(String profile) {
    return shared(
        keysByProfile,
        profile,
        name -> {
          KeyChain chain = new KeyChain(Surroundings.ofThisProcess(), settings);
          return new CachedKeys(() -> chain.load(name), executor, settings, Clock.systemUTC());
        });
  }

  ServerClock clock(Endpoint endpoint) {
    return shared(clocksByHost, endpoint.host(), unused -> new ServerClock(Clock.systemUTC()));
  }

  private static <V> V shared(Map<String, V> all, String name, Function<String, V> make) {
    synchronized (all) {
      return all.computeIfAbsent(name, make);
    }
  }

  private static final class Id extends ExtensionId<OssNode> {
    private static final Id INSTANCE = new Id();

    @Override
    public OssNode createExtension(ActorSystem<?> system) {
      return new OssNode(system);
    }
  }

  /** Forgets the entry that was not used for longest; whoever holds it may go on using it. */
  private static final class Bounded<V> extends LinkedHashMap<String, V> {
    private final int limit;

    Bounded(int limit) {
      super(16, 0.75f, true);
      this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > limit;
    }
  }
}
