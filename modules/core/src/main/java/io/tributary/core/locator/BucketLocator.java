package io.tributary.core.locator;

import static java.util.Objects.requireNonNull;

import io.tributary.core.display.DisplayText;

/**
 * An object in a bucket of an object store.
 *
 * @param scheme {@code oss} or {@code s3}
 * @param key exact, decoded, not empty; where a listing is meant, the prefix, which may be empty
 * @param versionId empty for the current version
 */
public record BucketLocator(String scheme, String bucket, String key, String versionId)
    implements Locator {

  public BucketLocator {
    requireNonNull(scheme, "scheme");
    requireNonNull(bucket, "bucket");
    requireNonNull(key, "key");
    requireNonNull(versionId, "versionId");
  }

  /** Control characters in the key are escaped; {@link #objectKey} has it exactly. */
  @Override
  public String display() {
    return DisplayText.escape(objectKey());
  }

  @Override
  public String objectKey() {
    boolean ambiguous = key.contains("?versionId=");
    String version = versionId.isEmpty() && !ambiguous ? "" : "?versionId=" + versionId;
    return scheme + "://" + bucket + "/" + key + version;
  }

  @Override
  public String fileName() {
    return key.substring(key.lastIndexOf('/') + 1);
  }
}
