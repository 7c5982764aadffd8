package io.tributary.storage.rules;

import io.tributary.core.locator.BucketLocator;
import io.tributary.core.locator.HttpLocator;
import io.tributary.core.locator.Locator;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Servers or buckets: {@code https://*.example.org}, {@code http://10.0.0.5:8080}, {@code
 * s3://backup-*}. A star stands for any characters; a URL without a port for the usual one, and
 * {@code :*} for any.
 */
record PlacePattern(String scheme, Pattern name, String port) {
  private static final Pattern FORM =
      Pattern.compile("(https?|s3|oss)://([^/:\\[\\]\\s]+|\\[[0-9a-fA-F:.]+])(?::([0-9]+|\\*))?/?");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException that quotes what is none
   */
  static PlacePattern parse(String text) {
    Matcher parts = FORM.matcher(text);
    boolean bucket = !text.startsWith("http");
    if (!parts.matches() || (bucket && parts.group(3) != null)) {
      throw new IllegalArgumentException(
          "'" + text + "' is neither http(s)://HOST[:PORT] nor s3://BUCKET or oss://BUCKET");
    }
    String name = bucket ? parts.group(2) : parts.group(2).toLowerCase(Locale.ROOT);
    String port = parts.group(3) == null ? usualPort(parts.group(1)) : parts.group(3);
    return new PlacePattern(parts.group(1), glob(name), port);
  }

  private static Pattern glob(String name) {
    return Pattern.compile(
        Arrays.stream(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  boolean matches(Locator locator) {
    if (!scheme.equals(locator.scheme())) {
      return false;
    }
    if (locator instanceof BucketLocator object) {
      return name.matcher(object.bucket()).matches();
    }
    return locator instanceof HttpLocator url
        && name.matcher(url.host()).matches()
        && (port.equals("*") || port.equals(String.valueOf(url.port())));
  }

  private static String usualPort(String scheme) {
    return scheme.equals("https") ? "443" : "80";
  }
}
