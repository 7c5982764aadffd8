package io.tributary.storage.oss;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import com.typesafe.config.Config;
import io.tributary.storage.bucket.CachedKeys;
import io.tributary.storage.bucket.Endpoint;
import io.tributary.storage.bucket.KeySource;
import io.tributary.storage.bucket.RecentlyUsed;
import io.tributary.storage.bucket.ServerClock;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What all OSS sources of one node share: signing keys by profile, so that a thousand objects cost
 * one call to STS, and the endpoints' clocks.
 */
final class OssNode implements Extension {
  private static final String CONFIG = "tributary.oss";

  private final KeySettings settings;
  private final Executor executor;
  private final RecentlyUsed<KeySource> keysByProfile;
  private final RecentlyUsed<ServerClock> clocksByHost;

  private OssNode(ActorSystem<?> system) {
    Config config = system.settings().config().getConfig(CONFIG);
    settings = KeySettings.of(config.getConfig("credentials"));
    executor =
        system
            .dispatchers()
            .lookup(DispatcherSelector.fromConfig(CONFIG + ".credentials-dispatcher"));
    keysByProfile = new RecentlyUsed<>(settings.maxProfiles(), this::keysOf);
    clocksByHost =
        new RecentlyUsed<>(
            config.getInt("max-endpoints"), unused -> new ServerClock(Clock.systemUTC()));
  }

  static OssNode get(ActorSystem<?> system) {
    return Id.INSTANCE.apply(system);
  }

  /** The empty name stands for the chain of default places. */
  KeySource keys(String profile) {
    return keysByProfile.get(profile);
  }

  private KeySource keysOf(String profile) {
    KeyChain chain = new KeyChain(Surroundings.ofThisProcess(), settings);
    return new CachedKeys(
        "OSS", () -> chain.load(profile), executor, settings.renewal(), Clock.systemUTC());
  }

  ServerClock clock(Endpoint endpoint) {
    return clocksByHost.get(endpoint.host());
  }

  private static final class Id extends ExtensionId<OssNode> {
    private static final Id INSTANCE = new Id();

    @Override
    public OssNode createExtension(ActorSystem<?> system) {
      return new OssNode(system);
    }
  }
}
