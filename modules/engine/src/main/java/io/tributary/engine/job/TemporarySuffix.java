package io.tributary.engine.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Suffixes of temporary files: who has the job's seed knows them after any crash, and nobody else
 * ever.
 */
final class TemporarySuffix {
  private static final int CHARACTERS = 16;
  private static final int RADIX = 36;
  private static final int SEED_BYTES = 16;

  private TemporarySuffix() {}

  static String newSeed() {
    byte[] seed = new byte[SEED_BYTES];
    new SecureRandom().nextBytes(seed);
    return HexFormat.of().formatHex(seed);
  }

  /**
   * @param epoch counts the runs of the job
   * @param take counts how often this file was begun in that run: two who are at it never share a
   *     name
   */
  static String of(String seed, int epoch, int take, String path) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  (seed + ':' + epoch + ':' + take + ':' + path).getBytes(StandardCharsets.UTF_8));
      StringBuilder suffix = new StringBuilder(CHARACTERS);
      for (int i = 0; i < CHARACTERS; i++) {
        int pair = ((digest[2 * i] & 0xFF) << 8) | (digest[2 * i + 1] & 0xFF);
        suffix.append(Character.forDigit(pair % RADIX, RADIX));
      }
      return suffix.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
