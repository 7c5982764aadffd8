package io.tributary.storage.bucket;

import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding of keys and query values, done exactly once: the bytes on the wire are the bytes
 * that are signed. Everything but RFC 3986 unreserved characters is escaped, as the vendor's
 * signers do; slashes of a key stay, and no segment is normalised away.
 */
public final class ObjectPath {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

  private ObjectPath() {}

  public static String encodeKey(String key) {
    return encode(key, "/");
  }

  public static String encodeQueryValue(String value) {
    return encode(value, "");
  }

  /** False for text with unpaired surrogates, which has no UTF-8 form and so names no object. */
  public static boolean encodable(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static String encode(String text, String kept) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      if (UNRESERVED.indexOf(c) >= 0 || kept.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(hex(octet >> 4)).append(hex(octet));
      }
    }
    return encoded.toString();
  }

  private static char hex(int nibble) {
    return "0123456789ABCDEF".charAt(nibble & 0xf);
  }
}
