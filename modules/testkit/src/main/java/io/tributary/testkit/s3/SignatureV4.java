package io.tributary.testkit.s3;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** AWS Signature Version 4 with headers, of requests without a query. */
record SignatureV4(String keyId, String secret, String region) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final String BODY = "UNSIGNED-PAYLOAD";

  /** The headers given, which are signed, and those that sign them. */
  Map<String, String> headers(String method, URI uri, Map<String, String> given, Instant now) {
    String time = TIME.format(now);
    Map<String, String> all = new TreeMap<>(given);
    all.put("x-amz-date", time);
    all.put("x-amz-content-sha256", BODY);
    Map<String, String> signed = new TreeMap<>(all);
    signed.put("host", uri.getAuthority());
    String names = String.join(";", signed.keySet());
    String fields =
        signed.entrySet().stream()
            .map(field -> field.getKey() + ":" + field.getValue() + "\n")
            .collect(Collectors.joining());
    String canonical = String.join("\n", method, uri.getRawPath(), "", fields, names, BODY);
    String scope = time.substring(0, 8) + "/" + region + "/s3/aws4_request";
    String text = String.join("\n", "AWS4-HMAC-SHA256", time, scope, sha256(canonical));
    all.put(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential="
            + keyId
            + "/"
            + scope
            + ", SignedHeaders="
            + names
            + ", Signature="
            + HexFormat.of().formatHex(hmac(key(time.substring(0, 8)), text)));
    return all;
  }

  private byte[] key(String day) {
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String step : new String[] {day, region, "s3", "aws4_request"}) {
      key = hmac(key, step);
    }
    return key;
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

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "SignatureV4[***]";
  }
}
