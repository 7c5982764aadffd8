package io.tributary.storage.index;

import akka.actor.typed.ActorSystem;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.locator.HttpLocator;
import io.tributary.core.locator.Locator;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import io.tributary.storage.http.HttpDialect;
import io.tributary.storage.http.HttpDocuments;
import io.tributary.storage.http.HttpSourceProvider;
import io.tributary.storage.listing.ListingProvider;
import io.tributary.storage.listing.ObjectListing;
import java.util.function.Function;

/** Lists {@code http(s)://host/directory/}. */
public final class IndexListingProvider implements ListingProvider {

  @Override
  public boolean handles(Locator root) {
    return root instanceof HttpLocator;
  }

  @Override
  public ObjectListing open(
      Locator root,
      boolean deep,
      SourceOptions options,
      SourceSecrets secrets,
      ActorSystem<?> system) {
    HttpLocator directory = (HttpLocator) root;
    if (!directory.rawPath().endsWith("/") || directory.hasQuery()) {
      throw new Failure(
              FailureKind.USAGE,
              "list",
              root.display(),
              "a directory's URL ends in a slash and has no query",
              "add the slash")
          .asException();
    }
    Function<String, HttpDialect> requests =
        path -> HttpSourceProvider.dialect(at(directory, path), secrets);
    return new IndexListing(
        directory,
        deep,
        HttpDocuments.create(requests.apply(directory.rawPath()), options, secrets, system),
        requests);
  }

  private static HttpLocator at(HttpLocator root, String rawPath) {
    return new HttpLocator(root.scheme(), root.host(), root.port(), rawPath, "", false);
  }
}
