package io.tributary.engine.download;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The entity id of a download: one for each destination, short enough for a persistence id. */
public final class DownloadId {
  private static final int BYTES = 16;

  private DownloadId() {}

  /**
   * @param destination the final path, normalised
   */
  public static String of(String destination) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(destination.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
