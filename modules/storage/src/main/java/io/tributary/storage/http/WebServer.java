package io.tributary.storage.http;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.locator.HttpLocator;
import io.tributary.core.locator.Locator;
import io.tributary.storage.SourceSecrets;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** All URLs of one scheme, host and port. */
final class WebServer implements HttpPlace {
  private static final String INVALID = "escape spaces and letters beyond ASCII with %";

  private final HttpLocator any;
  private final URI start;
  private final Optional<String> authorization;

  private WebServer(HttpLocator any, URI start, Optional<String> authorization) {
    this.any = any;
    this.start = start;
    this.authorization = authorization;
  }

  /**
   * The server that {@code any} is on. The user info that the secret URL may carry is for that
   * server only.
   *
   * @throws io.tributary.core.failure.TributaryException of kind USAGE when there is no such server
   */
  static WebServer of(HttpLocator any, SourceSecrets secrets) {
    String root = any.scheme() + "://" + any.host() + ":" + any.port();
    try {
      URI start = new URI(Origin.of(new URI(root)) + "/");
      URI given = secrets.url().isEmpty() ? start : new URI(secrets.url().split("[?#]", 2)[0]);
      boolean here = Origin.of(given).equals(Origin.of(start));
      return new WebServer(
          any, start, here ? HttpSourceProvider.authorization(given) : Optional.empty());
    } catch (URISyntaxException | IllegalArgumentException e) {
      // The cause may quote a secret.
      throw unusable(any, "it is not a valid URL", INVALID);
    }
  }

  @Override
  public URI start() {
    return start;
  }

  @Override
  public boolean holds(Locator object) {
    return object instanceof HttpLocator url
        && url.port() == any.port()
        && url.host().equals(any.host())
        && url.scheme().equals(any.scheme());
  }

  @Override
  public HttpDialect dialect(Locator object) {
    HttpLocator url = (HttpLocator) object;
    if (url.hasQuery()) {
      throw unusable(url, "its query is not known here", "download this object alone");
    }
    try {
      return new PlainHttpDialect(url, new URI(start + url.rawPath().substring(1)), authorization);
    } catch (URISyntaxException e) {
      throw unusable(url, "it is not a valid URL", INVALID);
    }
  }

  private static RuntimeException unusable(HttpLocator url, String reason, String advice) {
    return new Failure(FailureKind.USAGE, "read", url.display(), reason, advice).asException();
  }
}
