package io.tributary.storage.oss;

import com.typesafe.config.Config;
import io.tributary.storage.bucket.KeyRenewal;
import java.time.Duration;

/**
 * The block {@code tributary.oss.credentials}.
 *
 * @param refreshBeforeExpiry how long before its end a temporary key is replaced
 * @param retryInterval least time between two loads that nobody's expiry forces
 * @param metadataTimeout for each of connecting to and reading from the ECS metadata service
 * @param stsTimeout likewise for STS and credential URIs
 * @param maxProfiles profiles whose keys are kept in memory
 */
record KeySettings(
    Duration refreshBeforeExpiry,
    Duration retryInterval,
    Duration metadataTimeout,
    Duration stsTimeout,
    int maxProfiles) {

  static KeySettings of(Config config) {
    return new KeySettings(
        config.getDuration("refresh-before-expiry"),
        config.getDuration("retry-interval"),
        config.getDuration("metadata-timeout"),
        config.getDuration("sts-timeout"),
        config.getInt("max-profiles"));
  }

  KeyRenewal renewal() {
    return new KeyRenewal(refreshBeforeExpiry, retryInterval);
  }

  int metadataTimeoutMillis() {
    return Math.toIntExact(metadataTimeout.toMillis());
  }

  int stsTimeoutMillis() {
    return Math.toIntExact(stsTimeout.toMillis());
  }
}
