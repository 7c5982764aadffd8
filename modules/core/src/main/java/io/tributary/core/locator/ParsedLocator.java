package io.tributary.core.locator;

import static java.util.Objects.requireNonNull;

import io.tributary.core.display.DisplayText;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.util.Locale;

/**
 * A locator as the user gave it, split in what may be known and what may not.
 *
 * @param url the full URL, user info and query included, for HTTP; empty otherwise. Secret.
 */
public record ParsedLocator(Locator locator, String url) {
  private static final String KNOWN =
      "use https://…, http://…, s3://bucket/key or oss://bucket/key";

  public ParsedLocator {
    requireNonNull(locator, "locator");
    requireNonNull(url, "url");
  }

  /**
   * Reads a locator.
   *
   * <p>{@code http://}, {@code https://}: the path is sent as it is written, dot segments included;
   * only characters that no URL may hold (spaces, non-ASCII, a percent sign that begins no escape)
   * are percent-encoded. The fragment is dropped. Host names may be international.
   *
   * <p>{@code oss://bucket/key}, {@code s3://bucket/key}: all after the first slash is the key,
   * taken literally: {@code ?}, {@code #}, {@code +}, {@code %} and spaces are part of it, and
   * nothing is decoded. Only the last {@code ?versionId=} is special when nothing but a version id
   * follows it. A key that itself ends so is written with another, empty {@code ?versionId=} after
   * it: that stands for the current version.
   *
   * @throws TributaryException of kind USAGE; its text holds no user info and no query
   */
  public static ParsedLocator parse(String text) {
    int colon = text.indexOf("://");
    if (colon <= 0) {
      throw refused(text, "it does not begin with a scheme", KNOWN);
    }
    String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
    String rest = text.substring(colon + 3);
    return switch (scheme) {
      case "http", "https" -> HttpUrl.parse(scheme, rest);
      case "oss" -> new ParsedLocator(BucketLocatorText.OSS.parse(rest), "");
      case "s3" -> new ParsedLocator(BucketLocatorText.S3.parse(rest), "");
      default -> throw refused(text, "its scheme is unknown", KNOWN);
    };
  }

  /**
   * Reads what is to be listed: {@code s3://bucket/prefix} or {@code oss://bucket/prefix}, where
   * all after the first slash is the prefix, taken literally, and may be empty, or the URL of a
   * directory.
   *
   * @throws TributaryException of kind USAGE; its text holds no user info and no query
   */
  public static ParsedLocator parsePrefix(String text) {
    int colon = text.indexOf("://");
    String scheme = colon <= 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "oss" ->
          new ParsedLocator(BucketLocatorText.OSS.parsePrefix(text.substring(colon + 3)), "");
      case "s3" ->
          new ParsedLocator(BucketLocatorText.S3.parsePrefix(text.substring(colon + 3)), "");
      default -> parse(text);
    };
  }

  static TributaryException refused(String text, String reason, String advice) {
    String shown = "'" + DisplayText.escape(withoutSecrets(text)) + "'";
    return new Failure(FailureKind.USAGE, "read the locator", shown, reason, advice).asException();
  }

  /** What a text that could not be taken apart may show of itself. */
  private static String withoutSecrets(String text) {
    if (text.indexOf('@') < 0 && text.indexOf('?') < 0) {
      return text;
    }
    int colon = text.indexOf("://");
    return (colon < 0 ? "" : text.substring(0, colon + 3)) + "…";
  }

  @Override
  public String toString() {
    return locator.display();
  }
}
