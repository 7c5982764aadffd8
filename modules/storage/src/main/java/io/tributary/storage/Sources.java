package io.tributary.storage;

import akka.actor.typed.ActorSystem;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.locator.Locator;
import io.tributary.storage.rules.SourceRules;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Finds the provider of a locator's scheme. Providers are listed in {@code
 * META-INF/services/io.tributary.storage.SourceProvider}; further ones may come from any jar on the
 * class path.
 */
public final class Sources {

  private static final List<SourceProvider> PROVIDERS =
      ServiceLoader.load(SourceProvider.class, Sources.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  private Sources() {}

  /**
   * Makes a source for {@code locator}: no network traffic, no blocking. Throws a
   * TributaryException of kind USAGE when no provider knows the scheme or the options cannot work,
   * ACCESS_DENIED when this node may not fetch from there.
   */
  public static ObjectSource open(
      Locator locator, SourceOptions options, SourceSecrets secrets, ActorSystem<?> system) {
    SourceRules.get(system).require(locator, options.endpoint());
    return provider(locator).open(locator, options, secrets, system);
  }

  /**
   * Makes a reader of the objects of the place that {@code place} is in: of its bucket, or of its
   * web server. No network traffic, no blocking; fails as {@link #open} does.
   */
  public static ObjectReader reader(
      Locator place, SourceOptions options, SourceSecrets secrets, ActorSystem<?> system) {
    SourceRules.get(system).require(place, options.endpoint());
    return provider(place).reader(place, options, secrets, system);
  }

  private static SourceProvider provider(Locator locator) {
    for (SourceProvider provider : PROVIDERS) {
      if (provider.handles(locator)) {
        return provider;
      }
    }
    throw new Failure(
            FailureKind.USAGE,
            "open",
            locator.display(),
            "no source handles the scheme '" + locator.scheme() + "'",
            "use http, https, s3 or oss")
        .asException();
  }
}
