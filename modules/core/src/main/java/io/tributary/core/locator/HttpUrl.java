package io.tributary.core.locator;

import io.tributary.core.failure.TributaryException;
import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Takes an HTTP URL apart without changing what is sent. */
final class HttpUrl {
  private static final Pattern LABELS =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\\.?");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");
  private static final int MOST_HOST_LENGTH = 253;
  private static final String ADVICE = "write it as https://host/path";

  private final String scheme;
  private final String text;

  private HttpUrl(String scheme, String text) {
    this.scheme = scheme;
    this.text = text;
  }

  /**
   * @param text what follows {@code scheme://}
   */
  static ParsedLocator parse(String scheme, String text) {
    return new HttpUrl(scheme, text).parse();
  }

  private ParsedLocator parse() {
    checkCharacters();
    String sent = before('#', text);
    String hierarchy = before('?', sent);
    String authority = before('/', hierarchy);
    String query = PercentEncoding.completeQuery(sent.substring(hierarchy.length()));
    String path = PercentEncoding.completePath(hierarchy.substring(authority.length()));

    String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
    String userInfo = authority.substring(0, authority.length() - hostAndPort.length());
    int colon = hostAndPort.indexOf(':', Math.max(0, hostAndPort.indexOf(']')));
    String host = host(colon < 0 ? hostAndPort : hostAndPort.substring(0, colon));
    int port = port(colon < 0 ? "" : hostAndPort.substring(colon + 1));
    return located(userInfo, host, port, path.isEmpty() ? "/" : path, query);
  }

  /**
   * @param query with the question mark before it; empty when there is none
   */
  private ParsedLocator located(String userInfo, String host, int port, String path, String query) {
    boolean hasQuery = query.length() > 1;
    String digest = hasQuery ? QueryDigest.of(query.substring(1)) : "";
    HttpLocator locator = new HttpLocator(scheme, host, port, path, digest, hasQuery);
    String shownPort = port == HttpLocator.usualPort(scheme) ? "" : ":" + port;
    String secrets = PercentEncoding.completeUserInfo(userInfo);
    return new ParsedLocator(locator, scheme + "://" + secrets + host + shownPort + path + query);
  }

  private void checkCharacters() {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw refused("it holds a control character");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw refused("it is not valid Unicode");
    }
  }

  private static String before(char end, String text) {
    int at = text.indexOf(end);
    return at < 0 ? text : text.substring(0, at);
  }

  private String host(String text) {
    String host = text.toLowerCase(Locale.ROOT);
    if (host.isEmpty()) {
      throw refused("it names no host");
    }
    if (host.startsWith("[")) {
      return ipv6(host);
    }
    String ascii;
    try {
      ascii = IDN.toASCII(host).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw refused("its host name is not valid");
    }
    if (ascii.length() > MOST_HOST_LENGTH || !LABELS.matcher(ascii).matches()) {
      throw refused("its host name is not valid");
    }
    return ascii;
  }

  /** An address in brackets is never looked up. */
  private String ipv6(String host) {
    try {
      if (IPV6.matcher(host).matches() && InetAddress.getByName(host) != null) {
        return host;
      }
    } catch (UnknownHostException e) {
      throw refused("its host is not a valid IPv6 address");
    }
    throw refused("its host is not a valid IPv6 address");
  }

  private int port(String digits) {
    if (digits.isEmpty()) {
      return HttpLocator.usualPort(scheme);
    }
    int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
    if (port < 1 || port > 65535) {
      throw refused("its port is not a number from 1 to 65535");
    }
    return port;
  }

  private TributaryException refused(String reason) {
    return ParsedLocator.refused(scheme + "://" + text, reason, ADVICE);
  }
}
