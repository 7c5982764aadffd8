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
   * @param home the node whose disk the destination is on; empty for a path that nodes share
   * @param destination the final path, normalised
   */
  public static String of(String home, String destination) {
    // What a plain path had before there were homes stays its id: journals hold it.
    String name = home.isEmpty() ? destination : "file://" + home + destination;
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
