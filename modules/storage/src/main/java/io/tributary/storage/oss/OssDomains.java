package io.tributary.storage.oss;

import io.tributary.storage.bucket.Endpoint;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the host names of the service say: of a region, of a bucket. */
final class OssDomains {
  /** All public endpoints of the service end like this (vendor's list of regions and endpoints). */
  private static final String SERVICE_DOMAIN = ".aliyuncs.com";

  /** {@code oss-<region>}, its internal and VPC forms, and the dual-stack {@code <region>.oss}. */
  private static final Pattern REGIONAL =
      Pattern.compile(
          "(?:vpc100-)?oss-(?!accelerate)(?<classic>[a-z0-9-]+?)(?:-internal)?\\.aliyuncs\\.com"
              + "|(?<dual>[a-z0-9-]+)\\.oss\\.aliyuncs\\.com");

  private static final Pattern BUCKETLESS =
      Pattern.compile("(?:oss-[a-z0-9-]+|[a-z0-9-]+\\.oss)\\.aliyuncs\\.com");

  private static final Pattern SHORTHAND = Pattern.compile("oss-[a-z0-9-]+");

  private OssDomains() {}

  static Endpoint ofRegion(String region) {
    return Endpoint.https("oss-" + region + SERVICE_DOMAIN);
  }

  /** As the user names it; the service's domain is added to a bare {@code oss-cn-hangzhou}. */
  static Endpoint parse(String text) {
    Endpoint given = Endpoint.parse(text, "https://oss-cn-hangzhou.aliyuncs.com");
    return SHORTHAND.matcher(given.host()).matches()
        ? given.withHost(given.host() + SERVICE_DOMAIN)
        : given;
  }

  /** The region that a standard endpoint names; nothing for accelerate and custom domains. */
  static Optional<String> region(Endpoint endpoint) {
    Matcher matcher = REGIONAL.matcher(endpoint.host());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.ofNullable(matcher.group("classic"))
        .or(() -> Optional.ofNullable(matcher.group("dual")));
  }

  /** The service's endpoint when this one is a bucket's own domain there; else unchanged. */
  static Endpoint withoutBucket(Endpoint endpoint, String bucket) {
    String host = endpoint.host();
    String rest = host.startsWith(bucket + ".") ? host.substring(bucket.length() + 1) : "";
    return BUCKETLESS.matcher(rest).matches() ? endpoint.withHost(rest) : endpoint;
  }
}
