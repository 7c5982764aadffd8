package io.tributary.storage.bucket;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * When temporary keys are replaced: part of the blocks {@code tributary.oss.credentials} and {@code
 * tributary.s3.credentials}.
 *
 * @param refreshBeforeExpiry how long before its end a temporary key is replaced
 * @param retryInterval least time between two loads that nobody's expiry forces
 */
public record KeyRenewal(Duration refreshBeforeExpiry, Duration retryInterval) {

  public static KeyRenewal of(Config config) {
    return new KeyRenewal(
        config.getDuration("refresh-before-expiry"), config.getDuration("retry-interval"));
  }
}
