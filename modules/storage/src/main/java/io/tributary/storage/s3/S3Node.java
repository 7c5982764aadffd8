package io.tributary.storage.s3;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import com.typesafe.config.Config;
import io.tributary.core.locator.BucketLocator;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.bucket.CachedKeys;
import io.tributary.storage.bucket.KeyRenewal;
import io.tributary.storage.bucket.KeySource;
import io.tributary.storage.bucket.RecentlyUsed;
import io.tributary.storage.bucket.ServerClock;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import software.amazon.awssdk.profiles.Profile;

/**
 * What all S3 sources of one node share: signing keys by profile, so that a thousand objects cost
 * one call to STS, the regions of buckets, and the endpoints' clocks.
 */
final class S3Node implements Extension {
  private static final String CONFIG = "tributary.s3";

  private final Executor executor;
  private final KeyRenewal renewal;
  private final RecentlyUsed<KeySource> keysByProfile;
  private final RecentlyUsed<Optional<Profile>> profiles;
  private final RecentlyUsed<ServerClock> clocksByHost;
  private final RecentlyUsed<BucketRegion> regions;

  private S3Node(ActorSystem<?> system) {
    Config config = system.settings().config().getConfig(CONFIG);
    Config credentials = config.getConfig("credentials");
    executor =
        system
            .dispatchers()
            .lookup(DispatcherSelector.fromConfig(CONFIG + ".credentials-dispatcher"));
    renewal = KeyRenewal.of(credentials);
    int maxProfiles = credentials.getInt("max-profiles");
    keysByProfile = new RecentlyUsed<>(maxProfiles, this::keysOf);
    profiles = new RecentlyUsed<>(maxProfiles, KeyChain::profile);
    clocksByHost =
        new RecentlyUsed<>(
            config.getInt("max-endpoints"), unused -> new ServerClock(Clock.systemUTC()));
    regions = new RecentlyUsed<>(config.getInt("max-buckets"), unused -> new BucketRegion());
  }

  static S3Node get(ActorSystem<?> system) {
    return Id.INSTANCE.apply(system);
  }

  /** The empty name stands for the vendor's chain of default places. */
  KeySource keys(String profile) {
    return keysByProfile.get(profile);
  }

  private KeySource keysOf(String profile) {
    return new CachedKeys("S3", () -> KeyChain.load(profile), executor, renewal, Clock.systemUTC());
  }

  /**
   * Where the bucket of an object or prefix is. The profile's file is read once, and only where the
   * environment and options say too little.
   */
  BucketPlace place(BucketLocator locator, SourceOptions options) {
    UsualPlace usual = new UsualPlace(System.getenv(), () -> profiles.get(options.profile()));
    String name =
        String.join(" ", options.endpoint(), options.profile(), options.region(), locator.bucket());
    return BucketPlace.of(locator, options, usual, regions.get(name));
  }

  ServerClock clock(BucketPlace place) {
    return clocksByHost.get(URI.create(place.url("", "")).getRawAuthority());
  }

  private static final class Id extends ExtensionId<S3Node> {
    private static final Id INSTANCE = new Id();

    @Override
    public S3Node createExtension(ActorSystem<?> system) {
      return new S3Node(system);
    }
  }
}
