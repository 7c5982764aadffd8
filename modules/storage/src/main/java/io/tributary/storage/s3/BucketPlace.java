package io.tributary.storage.s3;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.BucketLocator;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceOptions.Addressing;
import io.tributary.storage.SourceOptions.Signature;
import io.tributary.storage.bucket.Endpoint;
import io.tributary.storage.bucket.ObjectPath;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where requests for a bucket go. Its region may turn out to be another than was thought; then, at
 * the vendor, so does the host.
 *
 * @param given the endpoint to use; none to take the vendor's for the region
 * @param firstRegion where to ask before anything is learned
 */
record BucketPlace(
    String bucket,
    Optional<Endpoint> given,
    Addressing addressing,
    String firstRegion,
    BucketRegion learned) {

  /** Where the vendor's own tools ask when nobody says anything, and what other stores ignore. */
  private static final String DEFAULT_REGION = "us-east-1";

  /** In front of the domain, over TLS: one label, as the certificate's wildcard covers no more. */
  private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{1,61}[a-z0-9])");

  private static final Pattern BUCKET =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]");

  private static final String EXPRESS_SUFFIX = "--x-s3";

  /** Fails with USAGE when locator and options do not add up to an address. */
  static BucketPlace of(
      BucketLocator locator, SourceOptions options, UsualPlace usual, BucketRegion learned) {
    requireNames(locator);
    if (options.signature() == Signature.V1) {
      throw usage(locator, "s3:// knows no signature v1", "leave out --signature");
    }
    Optional<Endpoint> given = given(locator, options, usual);
    String region =
        region(locator, options)
            .or(() -> given.flatMap(endpoint -> AwsDomains.region(endpoint.host())))
            .or(usual::region)
            .filter(BucketRegion::valid)
            .orElse(DEFAULT_REGION);
    return new BucketPlace(locator.bucket(), given, options.addressing(), region, learned);
  }

  String region() {
    String named = learned.named();
    return named.isEmpty() ? firstRegion : named;
  }

  /** The URL of a key, or with an empty one of the bucket. */
  String url(String key, String rawQuery) {
    Endpoint endpoint = given.orElseGet(() -> AwsDomains.ofRegion(region()));
    boolean inHost = style(endpoint) == Addressing.VIRTUAL;
    String prefix = style(endpoint) == Addressing.PATH ? "/" + bucket + "/" : "/";
    return endpoint.withHost(inHost ? bucket + "." + endpoint.host() : endpoint.host())
        + prefix
        + ObjectPath.encodeKey(key)
        + (rawQuery.isEmpty() ? "" : "?" + rawQuery);
  }

  private Addressing style(Endpoint endpoint) {
    if (addressing != Addressing.AUTO) {
      return addressing;
    }
    boolean fits = LABEL.matcher(bucket).matches() || (!endpoint.secure() && dotted());
    return AwsDomains.isService(endpoint) && fits ? Addressing.VIRTUAL : Addressing.PATH;
  }

  private boolean dotted() {
    return LABEL.matcher(bucket.replace(".", "")).matches();
  }

  private static Optional<Endpoint> given(
      BucketLocator locator, SourceOptions options, UsualPlace usual) {
    String text = options.endpoint().isBlank() ? usual.endpoint().orElse("") : options.endpoint();
    if (text.isBlank()) {
      return Optional.empty();
    }
    Endpoint endpoint = Endpoint.parse(text, "https://s3.eu-central-1.amazonaws.com");
    return Optional.of(
        options.addressing() == Addressing.CNAME
            ? endpoint
            : AwsDomains.withoutBucket(endpoint, locator.bucket()));
  }

  private static Optional<String> region(BucketLocator locator, SourceOptions options) {
    String region = options.region().strip().toLowerCase(Locale.ROOT);
    if (!region.isEmpty() && !BucketRegion.valid(region)) {
      throw usage(
          locator,
          "'" + options.region() + "' is not the name of a region",
          "give --region such as eu-central-1");
    }
    return Optional.of(region).filter(name -> !name.isEmpty());
  }

  private static void requireNames(BucketLocator locator) {
    if (!BUCKET.matcher(locator.bucket()).matches() || locator.bucket().contains("..")) {
      throw usage(
          locator,
          "'" + locator.bucket() + "' is not the name of a bucket",
          "give letters, digits, hyphens and dots");
    }
    if (locator.bucket().endsWith(EXPRESS_SUFFIX)) {
      throw usage(
          locator,
          "directory buckets (S3 Express One Zone) are not supported",
          "copy the object to a general purpose bucket");
    }
    if (!ObjectPath.encodable(locator.key())) {
      throw usage(locator, "the key is not valid Unicode", "give the key as UTF-8");
    }
  }

  private static TributaryException usage(BucketLocator locator, String reason, String advice) {
    return new Failure(FailureKind.USAGE, "address", locator.display(), reason, advice)
        .asException();
  }
}
