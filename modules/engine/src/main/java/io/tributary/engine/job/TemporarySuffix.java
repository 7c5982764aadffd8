package io.tributary.engine.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Suffixes of temporary files: who has the job's seed knows them after any crash, and nobody else
 * ever.
 */
final class TemporarySuffix {
  private static final int CHARACTERS = 16;
  private static final int RADIX = 36;
  private static final int SEED_BYTES = 16;

  /** What more runs, or takes of one run, than these may have left is not looked for. */
  private static final int MOST_EPOCHS = 8;

  private static final int MOST_TAKES = 3;

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

  /** Of all files that runs up to this one may have left at this path. */
  static List<String> ofEpochs(String seed, int lastEpoch, String path) {
    List<String> all = new ArrayList<>();
    for (int epoch = Math.max(1, lastEpoch - MOST_EPOCHS + 1); epoch <= lastEpoch; epoch++) {
      all.addAll(ofTakes(seed, epoch, 1, MOST_TAKES, path));
    }
    return all;
  }

  /** Of the last takes of one run that were before {@code take}. */
  static List<String> ofTakesBefore(String seed, int epoch, int take, String path) {
    return ofTakes(seed, epoch, Math.max(1, take - MOST_TAKES), take - 1, path);
  }

  private static List<String> ofTakes(String seed, int epoch, int first, int last, String path) {
    List<String> some = new ArrayList<>();
    for (int take = first; take <= last; take++) {
      some.add(of(seed, epoch, take, path));
    }
    return some;
  }
}
