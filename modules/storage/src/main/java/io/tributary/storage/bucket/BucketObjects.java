package io.tributary.storage.bucket;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.locator.BucketLocator;
import io.tributary.core.locator.Locator;

/** Which locators are objects of one bucket. */
public record BucketObjects(String scheme, String bucket) {

  public boolean hold(Locator object) {
    return object instanceof BucketLocator other
        && other.bucket().equals(bucket)
        && other.scheme().equals(scheme);
  }

  /**
   * The locator of an object in here, when its key is one.
   *
   * @throws io.tributary.core.failure.TributaryException of kind USAGE when it is empty or has no
   *     UTF-8 form
   */
  public BucketLocator named(Locator object) {
    BucketLocator named = (BucketLocator) object;
    if (named.key().isEmpty()) {
      throw unusable(named, "the key is empty", "give " + scheme + "://BUCKET/KEY");
    }
    if (!ObjectPath.encodable(named.key())) {
      throw unusable(named, "the key is not valid Unicode", "give the key as UTF-8");
    }
    return named;
  }

  private static RuntimeException unusable(BucketLocator object, String reason, String advice) {
    return new Failure(FailureKind.USAGE, "address", object.display(), reason, advice)
        .asException();
  }
}
