package io.tributary.storage.listing;

import akka.actor.typed.ActorSystem;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.locator.Locator;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import io.tributary.storage.rules.SourceRules;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Finds the provider of a locator's scheme. Providers are listed in {@code
 * META-INF/services/io.tributary.storage.listing.ListingProvider}.
 */
public final class Listings {
  private static final List<ListingProvider> PROVIDERS =
      ServiceLoader.load(ListingProvider.class, Listings.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  private Listings() {}

  /**
   * Makes a listing of {@code root}: no network traffic. Throws a TributaryException of kind USAGE
   * when no provider knows the scheme or the options cannot work, ACCESS_DENIED when this node may
   * not fetch from there.
   */
  public static ObjectListing open(
      Locator root,
      boolean deep,
      SourceOptions options,
      SourceSecrets secrets,
      ActorSystem<?> system) {
    SourceRules.get(system).require(root, options.endpoint());
    for (ListingProvider provider : PROVIDERS) {
      if (provider.handles(root)) {
        return provider.open(root, deep, options, secrets, system);
      }
    }
    throw new Failure(
            FailureKind.USAGE,
            "list",
            root.display(),
            "nothing lists the scheme '" + root.scheme() + "'",
            "use http, https, s3 or oss")
        .asException();
  }
}
