package io.tributary.engine.node;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Names of actor systems that nobody can guess. Artery has no authentication, but drops a handshake
 * that is not addressed to the system's exact name, and every message before a handshake.
 */
final class SystemName {
  private static final int RANDOM_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private SystemName() {}

  static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return "tributary-" + HexFormat.of().formatHex(bytes);
  }
}
