package io.tributary.engine.governor;

import io.tributary.core.locator.BucketLocator;
import io.tributary.core.locator.HttpLocator;
import io.tributary.core.locator.Locator;
import io.tributary.storage.SourceOptions;

/**
 * Names what refuses requests as one, alike on all nodes: a bucket of a service with the account
 * that asks, or a web server. Holds no secret.
 */
public final class BucketName {
  private BucketName() {}

  public static String of(Locator locator, SourceOptions options) {
    if (locator instanceof HttpLocator http) {
      return http.scheme() + "://" + http.host() + ":" + http.port();
    } else if (locator instanceof BucketLocator object) {
      String account = options.anonymous() ? "anonymous" : options.profile();
      return object.scheme()
          + "://"
          + object.bucket()
          + (options.endpoint().isEmpty() ? "" : " at " + shown(options.endpoint()))
          + (account.isEmpty() ? "" : " as " + account);
    }
    return locator.scheme();
  }

  private static String shown(String endpoint) {
    return endpoint.substring(endpoint.lastIndexOf('@') + 1);
  }
}
