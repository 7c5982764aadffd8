package io.tributary.core.identity;

import io.tributary.core.checksum.Checksum;
import java.util.List;
import java.util.Optional;

/**
 * What the object was when we looked. Ranges of one download are only ever taken from this very
 * object.
 *
 * @param sizeBytes {@link #UNKNOWN_SIZE} when the server does not say
 * @param etag as sent, quotes and {@code W/} included; empty when there is none
 * @param lastModified as sent (an HTTP date); empty when there is none
 * @param versionId empty when the store has no versions
 * @param checksums of the whole object, published by the source
 */
public record Identity(
    long sizeBytes, String etag, String lastModified, String versionId, List<Checksum> checksums) {

  public static final long UNKNOWN_SIZE = -1;

  public Identity {
    if (sizeBytes < UNKNOWN_SIZE) {
      throw new IllegalArgumentException("size " + sizeBytes);
    }
    checksums = List.copyOf(checksums);
  }

  public boolean sizeKnown() {
    return sizeBytes != UNKNOWN_SIZE;
  }

  /**
   * The ETag when it is a strong validator: usable with If-Match and If-Range (RFC 9110, 8.8.3).
   */
  public Optional<String> strongEtag() {
    return etag.isEmpty() || etag.startsWith("W/") ? Optional.empty() : Optional.of(etag);
  }

  /** True when something besides the size tells this object from its successor. */
  public boolean hasValidator() {
    return !etag.isEmpty() || !lastModified.isEmpty() || !versionId.isEmpty();
  }

  /**
   * True when {@code other}, seen later, is the same object: every validator that both have is
   * equal. Without any common validator besides the size, the objects cannot be told apart and
   * count as different.
   */
  public boolean sameObject(Identity other) {
    if (!sizeKnown() || sizeBytes != other.sizeBytes) {
      return false;
    }
    boolean sameEtag = !etag.isEmpty() && etag.equals(other.etag);
    boolean etagDiffers = !etag.isEmpty() && !other.etag.isEmpty() && !sameEtag;
    boolean sameDate = !lastModified.isEmpty() && lastModified.equals(other.lastModified);
    boolean dateDiffers = !lastModified.isEmpty() && !other.lastModified.isEmpty() && !sameDate;
    boolean sameVersion = !versionId.isEmpty() && versionId.equals(other.versionId);
    boolean versionDiffers = !versionId.isEmpty() && !other.versionId.isEmpty() && !sameVersion;
    return !etagDiffers && !dateDiffers && !versionDiffers && (sameEtag || sameDate || sameVersion);
  }
}
