package io.tributary.engine.submission;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Request ids that are made of a caller's key and of what was asked with it, so that another
 * request with the same key is told from the same one. Both are digests: the key may be of any
 * length.
 */
public final class RequestKey {
  private static final int BYTES = 16;
  private static final Pattern FORM = Pattern.compile("k-([A-Za-z0-9_-]{22})-([A-Za-z0-9_-]{22})");

  private RequestKey() {}

  /**
   * The request id for {@code key}.
   *
   * @param request as it was sent, byte for byte
   */
  public static String requestId(String key, byte[] request) {
    return "k-" + digest(key.getBytes(StandardCharsets.UTF_8)) + "-" + digest(request);
  }

  /** Whether both are of one key, and of different requests. */
  static boolean usedTwice(String one, String other) {
    Matcher first = FORM.matcher(one);
    Matcher second = FORM.matcher(other);
    return first.matches()
        && second.matches()
        && first.group(1).equals(second.group(1))
        && !first.group(2).equals(second.group(2));
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] whole = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
