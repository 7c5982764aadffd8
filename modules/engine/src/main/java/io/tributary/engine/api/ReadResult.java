package io.tributary.engine.api;

import static java.util.Objects.requireNonNull;

import io.tributary.core.identity.Identity;

/**
 * How a read to the last byte ended.
 *
 * @param identity of the one object that all bytes are of
 * @param bytes that were delivered
 * @param checksum what they add up to: of the whole object, or of the range; verified when the
 *     source or the caller had named a value, which was equal
 */
public record ReadResult(Identity identity, long bytes, DownloadResult.Verification checksum) {
  public ReadResult {
    requireNonNull(identity, "identity");
    requireNonNull(checksum, "checksum");
  }
}
