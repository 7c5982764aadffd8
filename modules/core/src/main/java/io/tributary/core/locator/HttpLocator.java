package io.tributary.core.locator;

import static java.util.Objects.requireNonNull;

/**
 * An object at an HTTP URL. The query is kept only as a digest: it may be a presigned URL's secret.
 *
 * @param host lower case, IPv6 in brackets
 * @param port always explicit, 80 and 443 included
 * @param rawPath as sent, percent-encoded, starting with a slash
 * @param queryDigest SHA-256, hexadecimal, of the query without signature and expiry parameters;
 *     empty when nothing is left of it
 * @param hasQuery whether the URL has a query at all
 */
public record HttpLocator(
    String scheme, String host, int port, String rawPath, String queryDigest, boolean hasQuery)
    implements Locator {

  public HttpLocator {
    requireNonNull(scheme, "scheme");
    requireNonNull(host, "host");
    requireNonNull(rawPath, "rawPath");
    requireNonNull(queryDigest, "queryDigest");
  }

  @Override
  public String display() {
    String shownPort = port == usualPort(scheme) ? "" : ":" + port;
    return scheme + "://" + host + shownPort + rawPath + (hasQuery ? "?…" : "");
  }

  @Override
  public String objectKey() {
    return scheme
        + "://"
        + host
        + ":"
        + port
        + rawPath
        + (queryDigest.isEmpty() ? "" : "?" + queryDigest);
  }

  @Override
  public String fileName() {
    return PercentEncoding.decode(rawPath.substring(rawPath.lastIndexOf('/') + 1));
  }

  static int usualPort(String scheme) {
    return "https".equals(scheme) ? 443 : 80;
  }
}
