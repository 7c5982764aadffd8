package io.tributary.testkit.oss;

import io.tributary.testkit.http.HttpDate;
import io.tributary.testkit.http.HttpRequest;
import io.tributary.testkit.http.QueryString;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Signature version 1, in the Authorization header or in the query. Source: "Include signatures in
 * the Authorization header" and "Include signatures in the URL" of the vendor's API reference.
 */
final class SignatureV1 implements Claim.Scheme {
  static final String PREFIX = "OSS ";

  /** Query parameters that are part of the signed resource, of those a download can meet. */
  private static final Set<String> SUBRESOURCES =
      Set.of(
          "acl",
          "append",
          "bucketInfo",
          "callback",
          "callback-var",
          "continuation-token",
          "delete",
          "location",
          "objectMeta",
          "partNumber",
          "position",
          "response-cache-control",
          "response-content-disposition",
          "response-content-encoding",
          "response-content-language",
          "response-content-type",
          "response-expires",
          "restore",
          "security-token",
          "sequential",
          "stat",
          "symlink",
          "tagging",
          "uploadId",
          "uploads",
          "versionId",
          "versioning",
          "versions",
          "x-oss-process",
          "x-oss-request-payer",
          "x-oss-traffic-limit");

  private final HttpRequest request;
  private final OssTarget target;
  private final boolean inQuery;

  SignatureV1(HttpRequest request, OssTarget target) {
    this.request = request;
    this.target = target;
    this.inQuery = request.query().has("OSSAccessKeyId");
  }

  @Override
  public Claim claim() {
    return inQuery ? claimOfQuery() : claimOfHeader();
  }

  private Claim claimOfQuery() {
    String id = parameter("OSSAccessKeyId");
    String token = parameter("security-token");
    String expires = parameter("Expires");
    if (!expires.matches("\\d{1,12}")) {
      throw new OssErrorException(403, "AccessDenied", "Invalid date (should be seconds)");
    }
    Instant end = Instant.ofEpochSecond(Long.parseLong(expires));
    return new Claim(id, token, parameter("Signature"), Instant.MIN, end);
  }

  private Claim claimOfHeader() {
    String value = header("Authorization").substring(PREFIX.length());
    int colon = value.indexOf(':');
    if (colon < 0) {
      throw new OssErrorException(400, "InvalidArgument", "Authorization header is invalid.");
    }
    Instant made =
        HttpDate.parse(date())
            .orElseThrow(
                () ->
                    new OssErrorException(
                        403, "AccessDenied", "OSS authentication requires a valid Date."));
    String id = value.substring(0, colon);
    String signature = value.substring(colon + 1).trim();
    return new Claim(id, header("x-oss-security-token"), signature, made, Instant.MAX);
  }

  @Override
  public String signatureWith(String accessKeySecret) {
    return Hashes.hmacSha1Base64(accessKeySecret, stringToSign());
  }

  @Override
  public String stringToSign() {
    return String.join(
        "\n",
        request.method(),
        header("Content-MD5"),
        header("Content-Type"),
        inQuery ? parameter("Expires") : date(),
        headers() + resource());
  }

  private String headers() {
    TreeMap<String, String> signed = new TreeMap<>();
    request.headers().lines().stream()
        .filter(line -> line.name().toLowerCase(Locale.ROOT).startsWith("x-oss-"))
        .forEach(line -> signed.put(line.name().toLowerCase(Locale.ROOT), line.value().trim()));
    return signed.entrySet().stream()
        .map(entry -> entry.getKey() + ":" + entry.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private String resource() {
    String query =
        request.query().parameters().stream()
            .filter(parameter -> SUBRESOURCES.contains(parameter.name()))
            .sorted(Comparator.comparing(QueryString.Parameter::name))
            .map(p -> p.value().isEmpty() ? p.name() : p.name() + "=" + p.value())
            .collect(Collectors.joining("&"));
    return target.resource() + (query.isEmpty() ? "" : "?" + query);
  }

  private String date() {
    return request.header("x-oss-date").orElseGet(() -> header("Date"));
  }

  private String header(String name) {
    return request.header(name).orElse("");
  }

  private String parameter(String name) {
    return request.query().first(name).orElse("");
  }
}
