package io.tributary.storage.file;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The name of a temporary file: the final name, a random part that nobody can guess, a suffix by
 * which people recognise it.
 */
final class TemporaryName {
  static final String SUFFIX = ".tributary";

  /** The limit of nearly every file system on Linux and macOS, in bytes of UTF-8. */
  static final int MAX_NAME_BYTES = 255;

  private static final int RANDOM_CHARACTERS = 16;
  private static final int RANDOM_RADIX = 36;
  private static final int DIGEST_CHARACTERS = 16;
  private static final Pattern RANDOM_PART = Pattern.compile("[0-9a-z]{16}");
  private static final BigInteger VALUES = BigInteger.valueOf(RANDOM_RADIX).pow(RANDOM_CHARACTERS);
  private static final SecureRandom RANDOM = new SecureRandom();

  private TemporaryName() {}

  static String create(String finalName) {
    String tail = "." + randomPart() + SUFFIX;
    return shortened(finalName, MAX_NAME_BYTES - tail.length()) + tail;
  }

  /**
   * The name for one of many files that share their random part. Names that must be shortened are
   * told apart by a digest.
   *
   * @param random {@link #RANDOM_CHARACTERS} letters and digits
   */
  static String of(String finalName, String random) {
    if (!RANDOM_PART.matcher(random).matches()) {
      throw new IllegalArgumentException("not the random part of a temporary name: " + random);
    }
    String tail = "." + random + SUFFIX;
    return utf8Bytes(finalName) + tail.length() <= MAX_NAME_BYTES
        ? finalName + tail
        : shortened(finalName, MAX_NAME_BYTES - tail.length() - DIGEST_CHARACTERS)
            + digest(finalName)
            + tail;
  }

  private static String digest(String name) {
    try {
      byte[] sha256 =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha256).substring(0, DIGEST_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Another one for the same file, which only who knows the first can tell. */
  static String twin(String temporaryName) {
    int end = temporaryName.length() - SUFFIX.length();
    int start = end - RANDOM_CHARACTERS;
    String reversed = new StringBuilder(temporaryName.substring(start, end)).reverse().toString();
    return temporaryName.substring(0, start) + "x" + reversed.substring(1) + SUFFIX;
  }

  /** False for anything with a directory part, and for what this program does not make. */
  static boolean isOne(String name) {
    return name.endsWith(SUFFIX)
        && name.length() > RANDOM_CHARACTERS + SUFFIX.length() + 1
        && name.indexOf('/') < 0
        && name.indexOf('\0') < 0;
  }

  static int utf8Bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }

  static String randomPart() {
    String digits = new BigInteger(128, RANDOM).mod(VALUES).toString(RANDOM_RADIX);
    return "0".repeat(RANDOM_CHARACTERS - digits.length()) + digits;
  }

  private static String shortened(String name, int maxBytes) {
    int end = name.length();
    while (utf8Bytes(name.substring(0, end)) > maxBytes) {
      end = name.offsetByCodePoints(end, -1);
    }
    return name.substring(0, end);
  }
}
