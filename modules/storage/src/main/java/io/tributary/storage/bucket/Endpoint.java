package io.tributary.storage.bucket;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service endpoint as the user names it: {@code oss-cn-hangzhou.aliyuncs.com}, {@code
 * http://10.0.0.7:8080}, {@code https://files.example.com}.
 *
 * @param scheme {@code https} unless the user says {@code http}
 * @param host lower case, IPv6 in brackets
 * @param port always explicit
 */
public record Endpoint(String scheme, String host, int port) {
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?"
              + "(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)"
              + "(?::(?<port>[0-9]{1,5}))?/?");

  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

  public static Endpoint https(String host) {
    return new Endpoint("https", host, 443);
  }

  /**
   * Fails with USAGE when the text is no host name, address or URL of one.
   *
   * @param example of an endpoint, for the advice
   */
  public static Endpoint parse(String text, String example) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw unusable("it is not a host name or a URL without a path", example);
    }
    String scheme =
        Optional.ofNullable(matcher.group("scheme")).orElse("https").toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw unusable("its scheme is neither http nor https", example);
    }
    String host = matcher.group("host").toLowerCase(Locale.ROOT);
    return new Endpoint(scheme, host, port(matcher.group("port"), scheme, example));
  }

  /** True for hosts that cannot carry a bucket's name in front. */
  public boolean takesNoSubdomain() {
    return host.startsWith("[") || host.equals("localhost") || IPV4.matcher(host).matches();
  }

  public boolean secure() {
    return scheme.equals("https");
  }

  public Endpoint withHost(String other) {
    return new Endpoint(scheme, other, port);
  }

  @Override
  public String toString() {
    return scheme + "://" + host + ":" + port;
  }

  private static int port(String text, String scheme, String example) {
    if (text == null) {
      return scheme.equals("https") ? 443 : 80;
    }
    int port = Integer.parseInt(text);
    if (port < 1 || port > 65_535) {
      throw unusable("its port is not 1 to 65535", example);
    }
    return port;
  }

  /** The text itself is not repeated: it may hold a password. */
  private static TributaryException unusable(String reason, String example) {
    return new Failure(
            FailureKind.USAGE,
            "use",
            "the given endpoint",
            reason,
            "give --endpoint as a host name or URL, such as " + example)
        .asException();
  }
}
