package io.tributary.core.locator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of URLs (RFC 3986, 2.1): a plus sign is a plus sign. */
public final class PercentEncoding {
  private static final String UNRESERVED_MARKS = "-._~";
  private static final String USER_INFO_MARKS = UNRESERVED_MARKS + "!$&'()*+,;=:";
  private static final String PATH_MARKS = USER_INFO_MARKS + "@/";
  private static final String QUERY_MARKS = PATH_MARKS + "?";

  private PercentEncoding() {}

  /** Decodes well-formed escapes as UTF-8 and leaves malformed ones as they are. */
  public static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      if (isEscape(encoded, i)) {
        decoded.write(hex(encoded[i + 1]) * 16 + hex(encoded[i + 2]));
        i += 2;
      } else {
        decoded.write(encoded[i]);
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }

  /** Encodes all but letters, digits and {@code - . _ ~}; slashes too. */
  public static String encodeSegment(String text) {
    return encode(text, UNRESERVED_MARKS, false);
  }

  /**
   * Encodes a decoded key as the path of a URL, without a slash before it: every segment as {@link
   * #encodeSegment} does, the slashes between them kept.
   */
  public static String encodePath(String key) {
    return encode(key, UNRESERVED_MARKS + "/", false);
  }

  /** Encodes only what may not stand in the path of a URL; what is encoded already stays. */
  static String completePath(String rawPath) {
    return encode(rawPath, PATH_MARKS, true);
  }

  /** Encodes only what may not stand in the query of a URL; what is encoded already stays. */
  static String completeQuery(String rawQuery) {
    return encode(rawQuery, QUERY_MARKS, true);
  }

  /** Encodes only what may not stand before the host of a URL, with the {@code @} at its end. */
  static String completeUserInfo(String rawUserInfo) {
    int end = Math.max(0, rawUserInfo.length() - 1);
    String name = encode(rawUserInfo.substring(0, end), USER_INFO_MARKS, true);
    return name + rawUserInfo.substring(end);
  }

  private static String encode(String text, String marks, boolean keepEscapes) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder encoded = new StringBuilder(bytes.length + 16);
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xFF);
      boolean kept = isLetterOrDigit(c) || marks.indexOf(c) >= 0;
      if (kept || (keepEscapes && isEscape(bytes, i))) {
        encoded.append(c);
      } else {
        encoded.append(String.format("%%%02X", (int) c));
      }
    }
    return encoded.toString();
  }

  private static boolean isEscape(byte[] bytes, int at) {
    return bytes[at] == '%'
        && at + 2 < bytes.length
        && hex(bytes[at + 1]) >= 0
        && hex(bytes[at + 2]) >= 0;
  }

  private static int hex(byte digit) {
    return digit < 0 ? -1 : Character.digit((char) digit, 16);
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
