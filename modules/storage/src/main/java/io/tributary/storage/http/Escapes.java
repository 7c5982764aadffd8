package io.tributary.storage.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Percent-escapes in the user info of URLs. */
final class Escapes {
  private Escapes() {}

  /** Decodes escapes as UTF-8; a plus sign stays one. Fails with IllegalArgumentException. */
  static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
