package io.tributary.storage.manifest;

import akka.Done;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletionStage;

/** Where the bytes of a manifest come from. */
interface ManifestBytes {

  /**
   * @param bytes those from the offset on, in an array of their own; as many as were asked for, or
   *     all there are
   * @param last whether the manifest ends with them
   * @param version changes when the manifest does
   */
  record Chunk(ByteBuffer bytes, boolean last, String version) {}

  CompletionStage<Chunk> read(long offset, int mostBytes);

  CompletionStage<Done> close();

  /** Text without dots that differs where {@code validators} do. */
  static String version(String validators) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(validators.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
