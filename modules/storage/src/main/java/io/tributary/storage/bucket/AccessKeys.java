package io.tributary.storage.bucket;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * An access key, with a security token when it is temporary. Never printed.
 *
 * @param securityToken empty for a permanent key
 * @param expiresAtOrNull null when nothing is known about its end
 * @param renewable whether loading again may give another key; false for the environment's
 */
public record AccessKeys(
    String accessKeyId,
    String accessKeySecret,
    String securityToken,
    Instant expiresAtOrNull,
    boolean renewable) {

  public AccessKeys {
    requireNonNull(accessKeyId, "accessKeyId");
    requireNonNull(accessKeySecret, "accessKeySecret");
    requireNonNull(securityToken, "securityToken");
  }

  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(expiresAtOrNull);
  }

  @Override
  public String toString() {
    return "AccessKeys[***]";
  }
}
