package io.tributary.storage.s3;

import io.tributary.storage.http.ErrorResponse;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The region of a bucket as the service named it, shared by all objects of the bucket, so that only
 * the first request goes astray.
 */
final class BucketRegion {
  private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  private volatile String named = "";

  /** Empty until the service has named it. */
  String named() {
    return named;
  }

  static boolean valid(String region) {
    return NAME.matcher(region).matches();
  }

  /**
   * Takes over the region that a refusal names. True when the same request may pass there. That
   * another request has learned it meanwhile does not make it false, but the plain denials that
   * name the region as well do.
   */
  boolean learn(ErrorResponse refusal) {
    Optional<String> region = of(refusal).filter(name -> refusal.status() != 403);
    region.ifPresent(name -> named = name);
    return region.isPresent();
  }

  /** Header, document, or the host that the document says to use. */
  static Optional<String> of(ErrorResponse refusal) {
    S3Error error = S3Error.of(refusal);
    return refusal
        .head()
        .header("x-amz-bucket-region")
        .or(() -> Optional.of(error.region()).filter(name -> !name.isEmpty()))
        .or(() -> AwsDomains.region(error.endpoint()))
        .filter(BucketRegion::valid);
  }
}
