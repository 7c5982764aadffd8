package io.tributary.storage.oss;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service endpoint as the user names it: {@code oss-cn-hangzhou.aliyuncs.com}, {@code
 * oss-cn-hangzhou-internal}, {@code http://10.0.0.7:8080}, {@code https://files.example.com}.
 *
 * @param scheme {@code https} unless the user says {@code http}
 * @param host lower case, IPv6 in brackets
 * @param port always explicit
 */
record Endpoint(String scheme, String host, int port) {
  /** All public endpoints of the service end like this (vendor's list of regions and endpoints). */
  private static final String SERVICE_DOMAIN = ".aliyuncs.com";

  private static final Pattern TEXT =
      Pattern.compile(
          "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?"
              + "(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)"
              + "(?::(?<port>[0-9]{1,5}))?/?");

  /** {@code oss-<region>}, its internal and VPC forms, and the dual-stack {@code <region>.oss}. */
  private static final Pattern REGIONAL =
      Pattern.compile(
          "(?:vpc100-)?oss-(?!accelerate)(?<classic>[a-z0-9-]+?)(?:-internal)?\\.aliyuncs\\.com"
              + "|(?<dual>[a-z0-9-]+)\\.oss\\.aliyuncs\\.com");

  private static final Pattern BUCKETLESS =
      Pattern.compile("(?:oss-[a-z0-9-]+|[a-z0-9-]+\\.oss)\\.aliyuncs\\.com");

  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
  private static final Pattern SHORTHAND = Pattern.compile("oss-[a-z0-9-]+");

  static Endpoint ofRegion(String region) {
    return new Endpoint("https", "oss-" + region + SERVICE_DOMAIN, 443);
  }

  /** Fails with USAGE when the text is no host name, address or URL of one. */
  static Endpoint parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw unusable("it is not a host name or a URL without a path");
    }
    String scheme =
        Optional.ofNullable(matcher.group("scheme")).orElse("https").toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw unusable("its scheme is neither http nor https");
    }
    String host = matcher.group("host").toLowerCase(Locale.ROOT);
    if (SHORTHAND.matcher(host).matches()) {
      host += SERVICE_DOMAIN;
    }
    return new Endpoint(scheme, host, port(matcher.group("port"), scheme));
  }

  /** The region that a standard endpoint names; nothing for accelerate and custom domains. */
  Optional<String> region() {
    Matcher matcher = REGIONAL.matcher(host);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.ofNullable(matcher.group("classic"))
        .or(() -> Optional.ofNullable(matcher.group("dual")));
  }

  /** The service's endpoint when this one is a bucket's own domain there; else unchanged. */
  Endpoint withoutBucket(String bucket) {
    String rest = host.startsWith(bucket + ".") ? host.substring(bucket.length() + 1) : "";
    boolean bucketDomain = BUCKETLESS.matcher(rest).matches();
    return bucketDomain ? withHost(rest) : this;
  }

  /** True for hosts that cannot carry a bucket's name in front. */
  boolean takesNoSubdomain() {
    return host.startsWith("[") || host.equals("localhost") || IPV4.matcher(host).matches();
  }

  Endpoint withHost(String other) {
    return new Endpoint(scheme, other, port);
  }

  private static int port(String text, String scheme) {
    if (text == null) {
      return scheme.equals("https") ? 443 : 80;
    }
    int port = Integer.parseInt(text);
    if (port < 1 || port > 65_535) {
      throw unusable("its port is not 1 to 65535");
    }
    return port;
  }

  /** The text itself is not repeated: it may hold a password. */
  private static TributaryException unusable(String reason) {
    return new Failure(
            FailureKind.USAGE,
            "use",
            "the given endpoint",
            reason,
            "give --endpoint as a host name or URL, such as https://oss-cn-hangzhou.aliyuncs.com")
        .asException();
  }
}
