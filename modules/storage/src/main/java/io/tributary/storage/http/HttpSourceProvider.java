package io.tributary.storage.http;

import akka.actor.typed.ActorSystem;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.locator.HttpLocator;
import io.tributary.core.locator.Locator;
import io.tributary.storage.ObjectReader;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceProvider;
import io.tributary.storage.SourceSecrets;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Opens {@code http://} and {@code https://} URLs. */
public final class HttpSourceProvider implements SourceProvider {

  @Override
  public boolean handles(Locator locator) {
    return locator instanceof HttpLocator;
  }

  @Override
  public ObjectSource open(
      Locator locator, SourceOptions options, SourceSecrets secrets, ActorSystem<?> system) {
    HttpLocator http = (HttpLocator) locator;
    return HttpObjectSource.create(dialect(http, secrets), options, secrets, system);
  }

  @Override
  public ObjectReader reader(
      Locator place, SourceOptions options, SourceSecrets secrets, ActorSystem<?> system) {
    WebServer server = WebServer.of((HttpLocator) place, secrets);
    return HttpObjectReader.create(server, options, secrets, system);
  }

  /** How a web server is spoken to, with the authorization that the secret URL may carry. */
  public static HttpDialect dialect(HttpLocator locator, SourceSecrets secrets) {
    if (secrets.url().isEmpty() && locator.hasQuery()) {
      throw unusable(locator, "its query is not known here", "give the whole URL again");
    }
    try {
      URI given = new URI(secrets.url().isEmpty() ? locator.display() : secrets.url());
      String query = given.getRawQuery() == null ? "" : "?" + given.getRawQuery();
      URI target = new URI(Origin.of(given) + locator.rawPath() + query);
      return new PlainHttpDialect(locator, target, authorization(given));
    } catch (URISyntaxException | IllegalArgumentException e) {
      // The cause would quote the query.
      throw unusable(
          locator, "it is not a valid URL", "escape spaces and letters beyond ASCII with %");
    }
  }

  /** The user info of a URL as value of the header {@code Authorization}. */
  static Optional<String> authorization(URI url) {
    String authority = url.getRawAuthority();
    int at = authority.lastIndexOf('@');
    if (at <= 0) {
      return Optional.empty();
    }
    String[] parts = authority.substring(0, at).split(":", 2);
    String password = parts.length == 2 ? Escapes.decode(parts[1]) : "";
    return Optional.of(BasicCredentials.of(Escapes.decode(parts[0]), password));
  }

  private static RuntimeException unusable(HttpLocator locator, String reason, String advice) {
    return new Failure(FailureKind.USAGE, "open", locator.display(), reason, advice).asException();
  }
}
