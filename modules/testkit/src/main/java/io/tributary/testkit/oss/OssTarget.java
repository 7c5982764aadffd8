package io.tributary.testkit.oss;

import io.tributary.testkit.http.HttpRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request is about, whatever the addressing style.
 *
 * @param bucket empty for the service itself
 * @param key decoded; empty for the bucket itself
 */
record OssTarget(String bucket, String key) {
  private static final Pattern VIRTUAL =
      Pattern.compile(
          "([a-z0-9][a-z0-9-]{1,61}[a-z0-9])\\.((s3\\.)?oss-[a-z0-9-]+\\.aliyuncs\\.com|localhost)");

  /** Custom domain, then virtual-hosted, then path style. */
  static OssTarget of(HttpRequest request, OssSettings settings) {
    String path = request.path();
    Optional<String> bucket = bucketOfHost(hostName(request), settings);
    if (bucket.isPresent()) {
      return new OssTarget(bucket.get(), withoutSlash(path));
    }
    String rest = withoutSlash(path);
    int slash = rest.indexOf('/');
    return slash < 0
        ? new OssTarget(rest, "")
        : new OssTarget(rest.substring(0, slash), rest.substring(slash + 1));
  }

  private static Optional<String> bucketOfHost(String host, OssSettings settings) {
    Matcher virtual = VIRTUAL.matcher(host);
    return virtual.matches()
        ? Optional.of(virtual.group(1))
        : Optional.ofNullable(settings.cnames().get(host));
  }

  private static String hostName(HttpRequest request) {
    String host = request.header("Host").orElse("").toLowerCase(Locale.ROOT);
    int port = host.lastIndexOf(':');
    return port < 0 || host.endsWith("]") ? host : host.substring(0, port);
  }

  private static String withoutSlash(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }

  boolean isObject() {
    return !key.isEmpty();
  }

  /** Where the object store has it. */
  String path() {
    return "/" + bucket + "/" + key;
  }

  /** As signatures name it, before any encoding. */
  String resource() {
    return bucket.isEmpty() ? "/" : path();
  }
}
