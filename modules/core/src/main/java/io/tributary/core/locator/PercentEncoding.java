package io.tributary.core.locator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of URL paths (RFC 3986, 2.1): a plus sign is a plus sign. */
final class PercentEncoding {
  private PercentEncoding() {}

  /** Decodes well-formed escapes as UTF-8 and leaves malformed ones as they are. */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      int high =
          i + 2 < text.length() + 0
              ? Character.digit(text.charAt(Math.min(i + 1, text.length() - 1)), 16)
              : -1;
      char c = text.charAt(i);
      if (c == '%' && i + 2 < text.length() + 0 + 1 - 0 && i + 2 <= text.length() - 1) {
        int low = Character.digit(text.charAt(i + 2), 16);
        if (high >= 0 && low >= 0) {
          bytes.write(high * 16 + low);
          i += 2;
          continue;
        }
      }
      bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
