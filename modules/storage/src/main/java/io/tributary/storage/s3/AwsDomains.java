package io.tributary.storage.s3;

import io.tributary.storage.bucket.Endpoint;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** What host names of the service say, and which one serves a region. */
final class AwsDomains {
  private static final Pattern SERVICE = Pattern.compile(".*\\.amazonaws\\.com(?:\\.cn)?");

  /**
   * {@code s3.<region>.amazonaws.com}, its old, dual-stack and FIPS forms, and the same as other
   * stores write it: {@code s3.<region>.example.com}.
   */
  private static final Pattern REGIONAL =
      Pattern.compile(
          "(?:.*\\.)?s3(?:-fips)?[.-](?:dualstack\\.|fips\\.)?"
              + "(?<region>[a-z0-9]+(?:-[a-z0-9]+)+)(?:\\.vpce)?\\.[a-z0-9-]+\\.[a-z0-9.-]+");

  private static final Pattern BUCKETLESS = Pattern.compile("s3[.-].*");

  private AwsDomains() {}

  static Endpoint ofRegion(String region) {
    String suffix = PartitionMetadata.of(Region.of(region)).dnsSuffix();
    return Endpoint.https("s3." + region + "." + suffix);
  }

  /** True for endpoints of the vendor, all of which take the bucket's name in front. */
  static boolean isService(Endpoint endpoint) {
    return SERVICE.matcher(endpoint.host()).matches();
  }

  static Optional<String> region(String host) {
    Matcher matcher = REGIONAL.matcher(host);
    return matcher.matches() ? Optional.of(matcher.group("region")) : Optional.empty();
  }

  /** The service's endpoint when this one is a bucket's own domain there; else unchanged. */
  static Endpoint withoutBucket(Endpoint endpoint, String bucket) {
    String host = endpoint.host();
    boolean bucketDomain =
        isService(endpoint)
            && host.startsWith(bucket + ".")
            && BUCKETLESS.matcher(host.substring(bucket.length() + 1)).matches();
    return bucketDomain ? endpoint.withHost(host.substring(bucket.length() + 1)) : endpoint;
  }
}
