package io.tributary.core.locator;

import io.tributary.core.failure.TributaryException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code bucket/key} and {@code bucket/key?versionId=…}; {@link ParsedLocator#parse} has the rule.
 */
final class BucketLocatorText {

  /** OSS: 3 to 63 lower-case letters, digits and hyphens, no hyphen at either end. */
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

  private static final Pattern VERSIONED =
      Pattern.compile("(.*)\\?versionId=([A-Za-z0-9._~+=*-]*)", Pattern.DOTALL);

  /** Longest key in bytes of UTF-8 that OSS takes. */
  private static final int MOST_KEY_BYTES = 1023;

  private BucketLocatorText() {}

  static BucketLocator parse(String scheme, String text) {
    int slash = text.indexOf('/');
    String bucket = slash < 0 ? text : text.substring(0, slash);
    if (!BUCKET.matcher(bucket).matches()) {
      throw refused(
          scheme,
          text,
          "the bucket's name must be 3 to 63 lower-case letters, digits and hyphens",
          "write " + scheme + "://bucket/key; credentials and endpoint are given apart from it");
    }
    String rest = slash < 0 ? "" : text.substring(slash + 1);
    Matcher versioned = VERSIONED.matcher(rest);
    boolean hasVersion = versioned.matches();
    String key = hasVersion ? versioned.group(1) : rest;
    checkKey(scheme, text, key);
    return new BucketLocator(scheme, bucket, key, hasVersion ? versioned.group(2) : "");
  }

  private static void checkKey(String scheme, String text, String key) {
    if (key.isEmpty()) {
      throw refused(scheme, text, "it names no object", "write " + scheme + "://bucket/key");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(key)) {
      throw refused(scheme, text, "the key is not valid Unicode", "check the locale of the shell");
    }
    if (key.getBytes(StandardCharsets.UTF_8).length > MOST_KEY_BYTES) {
      throw refused(scheme, text, "the key is longer than " + MOST_KEY_BYTES + " bytes", "");
    }
  }

  private static TributaryException refused(
      String scheme, String text, String reason, String advice) {
    return ParsedLocator.refused(scheme + "://" + text, reason, advice);
  }
}
