package io.tributary.core.locator;

import io.tributary.core.failure.TributaryException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code bucket/key} and {@code bucket/key?versionId=…}; {@link ParsedLocator#parse} has the rule.
 *
 * @param bucket which names there are
 * @param bucketRule the same in words
 * @param mostKeyBytes longest key in bytes of UTF-8 that the store takes
 */
record BucketLocatorText(String scheme, Pattern bucket, String bucketRule, int mostKeyBytes) {

  static final BucketLocatorText OSS =
      new BucketLocatorText(
          "oss",
          Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]"),
          "3 to 63 lower-case letters, digits and hyphens",
          1023);

  /** Wide enough for buckets of the first years, and for stores that only speak like S3. */
  static final BucketLocatorText S3 =
      new BucketLocatorText(
          "s3",
          Pattern.compile("(?!.*\\.\\.)[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]"),
          "3 to 255 letters, digits, hyphens, dots and underscores",
          1024);

  private static final Pattern VERSIONED =
      Pattern.compile("(.*)\\?versionId=([A-Za-z0-9._~+=*-]*)", Pattern.DOTALL);

  BucketLocator parse(String text) {
    String name = bucketName(text);
    String rest = rest(text);
    Matcher versioned = VERSIONED.matcher(rest);
    boolean hasVersion = versioned.matches();
    String key = hasVersion ? versioned.group(1) : rest;
    if (key.isEmpty()) {
      throw refused(text, "it names no object", "write " + scheme + "://bucket/key");
    }
    checkKey(text, key);
    return new BucketLocator(scheme, name, key, hasVersion ? versioned.group(2) : "");
  }

  /** The same with a prefix in place of the key: without versions, and it may be empty. */
  BucketLocator parsePrefix(String text) {
    String prefix = rest(text);
    checkKey(text, prefix);
    return new BucketLocator(scheme, bucketName(text), prefix, "");
  }

  private String bucketName(String text) {
    int slash = text.indexOf('/');
    String name = slash < 0 ? text : text.substring(0, slash);
    if (!bucket.matcher(name).matches()) {
      throw refused(
          text,
          "the bucket's name must be " + bucketRule,
          "write " + scheme + "://bucket/key; credentials and endpoint are given apart from it");
    }
    return name;
  }

  private static String rest(String text) {
    int slash = text.indexOf('/');
    return slash < 0 ? "" : text.substring(slash + 1);
  }

  private void checkKey(String text, String key) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(key)) {
      throw refused(text, "the key is not valid Unicode", "check the locale of the shell");
    }
    if (key.getBytes(StandardCharsets.UTF_8).length > mostKeyBytes) {
      throw refused(text, "the key is longer than " + mostKeyBytes + " bytes", "");
    }
  }

  private TributaryException refused(String text, String reason, String advice) {
    return ParsedLocator.refused(scheme + "://" + text, reason, advice);
  }
}
