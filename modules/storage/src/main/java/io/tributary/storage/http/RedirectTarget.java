package io.tributary.storage.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads a {@code Location} header. */
final class RedirectTarget {

  /** Characters of RFC 3986, and the percent sign of escapes. */
  private static final String LEGAL = "-._~:/?#[]@!$&'()*+,;=%";

  private RedirectTarget() {}

  /**
   * The absolute URL without user info and fragment; empty when it is no http or https URL. Spaces
   * and letters beyond ASCII, which some servers send as they are, are escaped.
   */
  static Optional<URI> of(URI base, String location) {
    try {
      URI resolved = resolve(base, escaped(location));
      Origin origin = Origin.of(resolved);
      String path = withoutLeadingDots(resolved.getRawPath());
      String query = resolved.getRawQuery() == null ? "" : "?" + resolved.getRawQuery();
      return Optional.of(new URI(origin + path + query));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** As RFC 3986 has it; {@link URI#resolve} follows its forerunner for a query alone. */
  private static URI resolve(URI base, String location) throws URISyntaxException {
    return location.startsWith("?")
        ? base.resolve(new URI(base.getRawPath() + location))
        : base.resolve(new URI(location));
  }

  /** Segments above the root, which {@link URI#resolve} leaves in (RFC 3986, 5.2.4). */
  private static String withoutLeadingDots(String rawPath) {
    String path = rawPath == null || rawPath.isEmpty() ? "/" : rawPath;
    while (path.startsWith("/../")) {
      path = path.substring(3);
    }
    return path.equals("/..") ? "/" : path;
  }

  private static String escaped(String location) {
    StringBuilder text = new StringBuilder(location.length() + 16);
    for (byte octet : location.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xFF);
      boolean legal = c < 0x80 && (Character.isLetterOrDigit(c) || LEGAL.indexOf(c) >= 0);
      if (legal) {
        text.append(c);
      } else {
        text.append(String.format("%%%02X", (int) c));
      }
    }
    return text.toString();
  }
}
