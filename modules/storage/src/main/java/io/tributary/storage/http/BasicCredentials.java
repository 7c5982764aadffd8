package io.tributary.storage.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The Basic authentication scheme (RFC 7617). */
final class BasicCredentials {
  private BasicCredentials() {}

  /** The value of an {@code Authorization} or {@code Proxy-Authorization} header. */
  static String of(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
