package io.tributary.core.locator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a query tells one object from another: all but the parameters that sign the request and
 * say until when. A URL that was signed anew is still that of the same object.
 */
final class QueryDigest {

  /**
   * The parameters of one way to sign a URL.
   *
   * @param markers present, all of them, in every URL signed so; some of the names are too common
   *     to be taken for a signature without
   * @param names in lower case; parameters that choose or change content, such as {@code versionId}
   *     or {@code x-oss-process}, are not among them
   */
  private record Scheme(Set<String> markers, Set<String> names) {}

  private static final List<Scheme> SCHEMES =
      List.of(
          // OSS V4
          new Scheme(
              Set.of("x-oss-signature"),
              Set.of(
                  "x-oss-signature-version",
                  "x-oss-credential",
                  "x-oss-date",
                  "x-oss-expires",
                  "x-oss-signature",
                  "x-oss-additional-headers",
                  "x-oss-security-token")),
          // OSS V1
          new Scheme(
              Set.of("ossaccesskeyid", "signature"),
              Set.of("ossaccesskeyid", "signature", "expires", "security-token")),
          // S3 V4
          new Scheme(
              Set.of("x-amz-signature"),
              Set.of(
                  "x-amz-algorithm",
                  "x-amz-credential",
                  "x-amz-date",
                  "x-amz-expires",
                  "x-amz-signedheaders",
                  "x-amz-signature",
                  "x-amz-security-token")),
          // S3 V2
          new Scheme(
              Set.of("awsaccesskeyid", "signature"),
              Set.of("awsaccesskeyid", "signature", "expires", "x-amz-security-token")),
          // Google Cloud Storage V4
          new Scheme(
              Set.of("x-goog-signature"),
              Set.of(
                  "x-goog-algorithm",
                  "x-goog-credential",
                  "x-goog-date",
                  "x-goog-expires",
                  "x-goog-signedheaders",
                  "x-goog-signature")),
          // Google Cloud Storage V2
          new Scheme(
              Set.of("googleaccessid", "signature"),
              Set.of("googleaccessid", "signature", "expires")),
          // Azure shared access signature
          new Scheme(
              Set.of("sig", "sv"),
              Set.of(
                  "sv", "ss", "srt", "sr", "sp", "st", "se", "sip", "spr", "si", "sig", "sdd",
                  "ses", "skoid", "sktid", "skt", "ske", "sks", "skv", "saoid", "suoid", "scid")),
          // CloudFront
          new Scheme(
              Set.of("key-pair-id", "signature"),
              Set.of("key-pair-id", "signature", "expires", "policy", "hash-algorithm")));

  private QueryDigest() {}

  /** SHA-256, hexadecimal; empty when nothing is left of the query. The order does not count. */
  static String of(String rawQuery) {
    List<String> parameters = Arrays.stream(rawQuery.split("&")).filter(p -> !p.isEmpty()).toList();
    Set<String> present =
        parameters.stream().map(QueryDigest::name).collect(Collectors.toUnmodifiableSet());
    Set<String> dropped =
        SCHEMES.stream()
            .filter(scheme -> present.containsAll(scheme.markers()))
            .flatMap(scheme -> scheme.names().stream())
            .collect(Collectors.toUnmodifiableSet());
    String rest =
        parameters.stream()
            .filter(parameter -> !dropped.contains(name(parameter)))
            .sorted(Comparator.comparing(QueryDigest::name))
            .collect(Collectors.joining("&"));
    return rest.isEmpty() ? "" : sha256(rest);
  }

  private static String name(String parameter) {
    int equals = parameter.indexOf('=');
    String name = equals < 0 ? parameter : parameter.substring(0, equals);
    return PercentEncoding.decode(name).toLowerCase(Locale.ROOT);
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
