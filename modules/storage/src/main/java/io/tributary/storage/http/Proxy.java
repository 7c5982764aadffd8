package io.tributary.storage.http;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * An HTTP proxy.
 *
 * @param user empty when the proxy wants no credentials
 * @param password secret
 */
record Proxy(Origin origin, String user, String password) {

  /** Reads {@code [http://][user:password@]host[:port]}; fails with USAGE. */
  static Proxy parse(String text) {
    String url = text.contains("://") ? text : "http://" + text;
    try {
      URI uri = new URI(url);
      if (!"http".equalsIgnoreCase(uri.getScheme())) {
        throw unusable("only http:// proxies are supported, not " + uri.getScheme() + "://");
      }
      String[] userInfo = userInfo(uri);
      return new Proxy(Origin.of(withPort(uri)), userInfo[0], userInfo[1]);
    } catch (URISyntaxException | IllegalArgumentException e) {
      // The cause would quote the password.
      throw unusable("it is not a proxy URL");
    }
  }

  /** 1080 is the port that curl takes when none is given. */
  private static URI withPort(URI uri) throws URISyntaxException {
    String authority = String.valueOf(uri.getRawAuthority());
    String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
    boolean hasPort = hostAndPort.lastIndexOf(':') > hostAndPort.lastIndexOf(']');
    return new URI("http://" + hostAndPort + (hasPort ? "" : ":1080"));
  }

  private static String[] userInfo(URI uri) {
    String authority = String.valueOf(uri.getRawAuthority());
    int at = authority.lastIndexOf('@');
    if (at < 0) {
      return new String[] {"", ""};
    }
    String[] parts = authority.substring(0, at).split(":", 2);
    return new String[] {
      Escapes.decode(parts[0]), parts.length == 2 ? Escapes.decode(parts[1]) : ""
    };
  }

  private static RuntimeException unusable(String reason) {
    return new Failure(
            FailureKind.USAGE, "use", "the proxy", reason, "write it as http://host:port")
        .asException();
  }

  Optional<String> basicCredentials() {
    return user.isEmpty() && password.isEmpty()
        ? Optional.empty()
        : Optional.of(BasicCredentials.of(user, password));
  }

  /** For people: user and password masked. */
  String display() {
    return "http://" + (user.isEmpty() ? "" : "***:***@") + origin.hostAndPort();
  }

  @Override
  public String toString() {
    return display();
  }
}
