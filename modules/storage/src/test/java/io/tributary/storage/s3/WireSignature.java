package io.tributary.storage.s3;

import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.http.PathText;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature that a request as it arrived must have: written from the vendor's description, with
 * nothing of the vendor's code.
 */
record WireSignature(RecordedRequest request, String secret) {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8}/([^/]+)/s3/aws4_request),"
              + " ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");

  boolean right() {
    return authorization().group(5).equals(expected());
  }

  String region() {
    return authorization().group(3);
  }

  String signedHeaders() {
    return authorization().group(4);
  }

  private Matcher authorization() {
    String header = request.header("Authorization").orElse("");
    Matcher matcher = AUTHORIZATION.matcher(header);
    if (!matcher.matches()) {
      throw new AssertionError("not signed: " + request + " " + header);
    }
    return matcher;
  }

  private String expected() {
    String scope = authorization().group(2);
    String text =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            request.header("x-amz-date").orElseThrow(),
            scope,
            HexFormat.of().formatHex(sha256(canonicalRequest())));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String step : scope.split("/")) {
      key = hmac(key, step);
    }
    return HexFormat.of().formatHex(hmac(key, text));
  }

  private String canonicalRequest() {
    String headers =
        Arrays.stream(signedHeaders().split(";"))
            .map(name -> name + ":" + request.header(name).orElseThrow().trim() + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        request.method(),
        // For S3 the path is signed as it is sent.
        request.request().rawPath(),
        query(),
        headers,
        signedHeaders(),
        request.header("x-amz-content-sha256").orElseThrow());
  }

  private String query() {
    return request.request().query().parameters().stream()
        .map(each -> PathText.encode(each.name(), "") + "=" + PathText.encode(each.value(), ""))
        .sorted()
        .collect(Collectors.joining("&"));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
