package io.tributary.core.locator;

import io.tributary.core.failure.TributaryException;
import java.net.IDN;
import java.net.Inet6Address;
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
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw refused("it holds a control character");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw refused("it is not valid Unicode");
    }
    int fragment = text.indexOf('#');
    String sent = fragment < 0 ? text : text.substring(0, fragment);
    int query = sent.indexOf('?');
    String beforeQuery = query < 0 ? sent : sent.substring(0, query);
    int slash = beforeQuery.indexOf('/');
    String authority = slash < 0 ? beforeQuery : beforeQuery.substring(0, slash);
    String path = slash < 0 ? "/" : PercentEncoding.completePath(beforeQuery.substring(slash));
    String rawQuery = query < 0 ? "" : PercentEncoding.completeQuery(sent.substring(query + 1));

    int at = authority.lastIndexOf('@');
    String hostAndPort = authority.substring(at + 1);
    int colon = portColon(hostAndPort);
    String host = host(colon < 0 ? hostAndPort : hostAndPort.substring(0, colon));
    int port = port(colon < 0 ? "" : hostAndPort.substring(colon + 1));
    String userInfo = at < 0 ? "" : PercentEncoding.completePath(authority.substring(0, at)) + "@";
    HttpLocator locator =
        new HttpLocator(scheme, host, port, path, QueryDigest.of(rawQuery), !rawQuery.isEmpty());
    String shownPort = port == HttpLocator.usualPort(scheme) ? "" : ":" + port;
    String url =
        scheme
            + "://"
            + userInfo.replace("/", "%2F")
            + host
            + shownPort
            + path
            + (query < 0 ? "" : "?" + rawQuery);
    return new ParsedLocator(locator, url);
  }

  private static int portColon(String hostAndPort) {
    return hostAndPort.indexOf(':', Math.max(0, hostAndPort.indexOf(']')));
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
      if (IPV6.matcher(host).matches() && InetAddress.getByName(host) instanceof Inet6Address) {
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
