package io.tributary.testkit.oss;

import io.tributary.testkit.http.HttpRequest;
import io.tributary.testkit.http.PathText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Signature version 4, in the Authorization header or in the query. Source: "V4 signature in the
 * header" and "V4 signature in the URL" of the vendor's API reference.
 */
final class SignatureV4 implements Claim.Scheme {
  static final String ALGORITHM = "OSS4-HMAC-SHA256";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final HttpRequest request;
  private final OssTarget target;
  private final boolean inQuery;
  private final Map<String, String> fields;

  SignatureV4(HttpRequest request, OssTarget target) {
    this.request = request;
    this.target = target;
    this.inQuery = request.query().has("x-oss-signature-version");
    this.fields = inQuery ? queryFields() : headerFields();
  }

  private Map<String, String> queryFields() {
    Map<String, String> found = new HashMap<>();
    found.put("Credential", parameter("x-oss-credential"));
    found.put("AdditionalHeaders", parameter("x-oss-additional-headers"));
    found.put("Signature", parameter("x-oss-signature"));
    return found;
  }

  private Map<String, String> headerFields() {
    Map<String, String> found = new HashMap<>();
    String value = header("Authorization").substring(ALGORITHM.length());
    for (String field : value.split(",", -1)) {
      String[] pair = field.trim().split("=", 2);
      found.put(pair[0], pair.length == 2 ? pair[1] : "");
    }
    return found;
  }

  @Override
  public Claim claim() {
    String[] scope = scope();
    String token = inQuery ? parameter("x-oss-security-token") : header("x-oss-security-token");
    Instant made = made();
    Instant expires = Instant.MAX;
    if (inQuery) {
      String seconds = parameter("x-oss-expires");
      if (!seconds.matches("\\d{1,6}")) {
        throw new OssErrorException(400, "InvalidArgument", "x-oss-expires is invalid.");
      }
      expires = made.plusSeconds(Long.parseLong(seconds));
    }
    String signature = fields.getOrDefault("Signature", "");
    return new Claim(scope[0], token, signature, made, expires);
  }

  /** Region in the credential's scope. */
  String region() {
    return scope()[2];
  }

  /** Access key id, date, region, product, request type. */
  private String[] scope() {
    String[] scope = fields.getOrDefault("Credential", "").split("/");
    boolean right =
        scope.length == 5
            && date().startsWith(scope[1])
            && scope[3].equals("oss")
            && scope[4].equals("aliyun_v4_request");
    if (!right) {
      throw new OssErrorException(400, "InvalidArgument", "Invalid credential in authorization.");
    }
    return scope;
  }

  private Instant made() {
    try {
      return Instant.from(DATE.parse(date()));
    } catch (DateTimeException e) {
      throw new OssErrorException(403, "AccessDenied", "x-oss-date is missing or malformed.");
    }
  }

  @Override
  public String signatureWith(String accessKeySecret) {
    String[] scope = scope();
    byte[] key = Hashes.utf8("aliyun_v4" + accessKeySecret);
    for (String step : Arrays.copyOfRange(scope, 1, scope.length)) {
      key = Hashes.hmacSha256(key, step);
    }
    return Hashes.hex(Hashes.hmacSha256(key, stringToSign()));
  }

  @Override
  public String stringToSign() {
    String scope = String.join("/", Arrays.copyOfRange(scope(), 1, 5));
    return String.join("\n", ALGORITHM, date(), scope, Hashes.sha256Hex(canonicalRequest()));
  }

  private String canonicalRequest() {
    return String.join(
        "\n",
        request.method(),
        PathText.encode(target.resource(), "/"),
        canonicalQuery(),
        canonicalHeaders(),
        additionalHeaders(),
        request.header("x-oss-content-sha256").orElse("UNSIGNED-PAYLOAD"));
  }

  private String canonicalQuery() {
    TreeMap<String, String> sorted = new TreeMap<>();
    request.query().parameters().stream()
        .filter(parameter -> !parameter.name().equals("x-oss-signature"))
        .forEach(
            parameter ->
                sorted.put(
                    PathText.encode(parameter.name(), ""), PathText.encode(parameter.value(), "")));
    return joined(sorted, "=", "&");
  }

  private String canonicalHeaders() {
    Set<String> additional = Set.of(additionalHeaders().split(";"));
    TreeMap<String, String> sorted = new TreeMap<>();
    request.headers().lines().stream()
        .filter(line -> isSigned(line.name().toLowerCase(Locale.ROOT), additional))
        .forEach(line -> sorted.put(line.name().toLowerCase(Locale.ROOT), line.value().trim()));
    return sorted.entrySet().stream()
        .map(entry -> entry.getKey() + ":" + entry.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private static boolean isSigned(String name, Set<String> additional) {
    return name.startsWith("x-oss-")
        || name.equals("content-type")
        || name.equals("content-md5")
        || additional.contains(name);
  }

  private static String joined(Map<String, String> sorted, String between, String after) {
    return sorted.entrySet().stream()
        .map(e -> e.getValue().isEmpty() ? e.getKey() : e.getKey() + between + e.getValue())
        .collect(Collectors.joining(after));
  }

  private String additionalHeaders() {
    return fields.getOrDefault("AdditionalHeaders", "");
  }

  private String date() {
    return inQuery ? parameter("x-oss-date") : header("x-oss-date");
  }

  private String header(String name) {
    return request.header(name).orElse("");
  }

  private String parameter(String name) {
    return request.query().first(name).orElse("");
  }
}
