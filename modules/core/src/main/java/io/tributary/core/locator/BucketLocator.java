package io.tributary.core.locator;

import static java.util.Objects.requireNonNull;

/**
 * An object in a bucket of an object store.
 *
 * @param scheme {@code oss}
 * @param key exact, decoded, not empty
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

  @Override
  public String display() {
    return scheme
        + "://"
        + bucket
        + "/"
        + key
        + (versionId.isEmpty() ? "" : "?versionId=" + versionId);
  }

  @Override
  public String objectKey() {
    return display();
  }

  @Override
  public String fileName() {
    return key.substring(key.lastIndexOf('/') + 1);
  }
}
