package io.tributary.storage.http;

import java.net.URI;
import java.util.Locale;

/**
 * Scheme, host and port: what decides whether two URLs may see the same secrets (RFC 6454).
 *
 * @param host lower case, IPv6 without brackets
 * @param port always explicit
 */
record Origin(String scheme, String host, int port) {

  /**
   * Read from the raw authority, because {@link URI#getHost} has nothing to say about host names
   * with an underscore.
   */
  static Origin of(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    String authority = uri.getRawAuthority();
    if (authority == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException("not an http or https URL");
    }
    String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
    int colon = hostAndPort.lastIndexOf(':');
    boolean hasPort = colon > hostAndPort.lastIndexOf(']');
    String host = hasPort ? hostAndPort.substring(0, colon) : hostAndPort;
    String port = hasPort ? hostAndPort.substring(colon + 1) : "";
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isEmpty()) {
      throw new IllegalArgumentException("a URL without a host");
    }
    int portNumber = port.isEmpty() ? (scheme.equals("https") ? 443 : 80) : Integer.parseInt(port);
    if (portNumber < 1 || portNumber > 65_535) {
      throw new IllegalArgumentException("no port: " + port);
    }
    return new Origin(scheme, host.toLowerCase(Locale.ROOT), portNumber);
  }

  boolean secure() {
    return scheme.equals("https");
  }

  /** As in a {@code Host} header: the port only when it is not the scheme's own. */
  String hostHeader() {
    return port == (secure() ? 443 : 80) ? bracketedHost() : bracketedHost() + ":" + port;
  }

  String hostAndPort() {
    return bracketedHost() + ":" + port;
  }

  private String bracketedHost() {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }

  @Override
  public String toString() {
    return scheme + "://" + hostHeader();
  }
}
