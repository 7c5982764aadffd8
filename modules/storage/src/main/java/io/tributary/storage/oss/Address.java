package io.tributary.storage.oss;

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
import java.util.regex.Pattern;

/**
 * Where requests for one object go.
 *
 * @param endpoint with the host to connect to, the bucket's name in it where it belongs
 * @param rawPath percent-encoded path, starting with a slash
 * @param rawQuery {@code versionId=…}, percent-encoded, or empty
 * @param region for the V4 signature; empty when unknown
 */
record Address(Endpoint endpoint, String rawPath, String rawQuery, String region) {
  /** Naming rule of buckets (vendor's documentation of PutBucket); keeps host names harmless. */
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9](?:[a-z0-9-]{1,61})[a-z0-9]");

  private static final Pattern REGION = Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?");
  private static final String DOING = "address";

  /** Fails with USAGE when locator and options do not add up to an address. */
  static Address of(BucketLocator locator, SourceOptions options) {
    if (locator.key().isEmpty()) {
      throw usage(locator, "the key is empty", "give oss://BUCKET/KEY");
    }
    return of(locator, locator.key(), query(locator.versionId()), options);
  }

  /** Of the bucket itself; the locator's key is a prefix, for which {@code rawQuery} asks. */
  static Address ofBucket(BucketLocator locator, SourceOptions options, String rawQuery) {
    return of(locator, "", rawQuery, options);
  }

  private static Address of(
      BucketLocator locator, String literalKey, String rawQuery, SourceOptions options) {
    requireNames(locator);
    String givenRegion = region(locator, options);
    Endpoint endpoint = endpoint(locator, options, givenRegion);
    String region = givenRegion.isEmpty() ? OssDomains.region(endpoint).orElse("") : givenRegion;
    if (region.isEmpty() && options.signature() == Signature.V4 && !options.anonymous()) {
      throw usage(
          locator,
          "signature V4 needs the bucket's region, and endpoint "
              + endpoint.host()
              + " does not name it",
          "give --region, such as --region cn-hangzhou");
    }
    String key = ObjectPath.encodeKey(literalKey);
    boolean inPath = style(endpoint, options.addressing()) == Addressing.PATH;
    return new Address(
        endpoint.withHost(host(endpoint, locator.bucket(), options.addressing())),
        inPath ? "/" + locator.bucket() + "/" + key : "/" + key,
        rawQuery,
        region);
  }

  /** This being the bucket's, that of an object in it. */
  Address ofObject(BucketLocator object) {
    return new Address(
        endpoint, rawPath + ObjectPath.encodeKey(object.key()), query(object.versionId()), region);
  }

  /** Where this object is restored. */
  Address ofRestore() {
    return new Address(
        endpoint, rawPath, rawQuery.isEmpty() ? "restore" : "restore&" + rawQuery, region);
  }

  /** Path and query as they stand in the request line. */
  String requestTarget() {
    return rawQuery.isEmpty() ? rawPath : rawPath + "?" + rawQuery;
  }

  /** For the signers, which read nothing but the query from it. */
  String url() {
    return endpoint + requestTarget();
  }

  private static String query(String versionId) {
    return versionId.isEmpty() ? "" : "versionId=" + ObjectPath.encodeQueryValue(versionId);
  }

  private static void requireNames(BucketLocator locator) {
    if (!BUCKET.matcher(locator.bucket()).matches()) {
      throw usage(
          locator,
          "'" + locator.bucket() + "' is not the name of a bucket",
          "give 3 to 63 lower-case letters, digits and hyphens");
    }
    if (!ObjectPath.encodable(locator.key())) {
      throw usage(locator, "the key is not valid Unicode", "give the key as UTF-8");
    }
  }

  private static String region(BucketLocator locator, SourceOptions options) {
    String region = options.region().strip().toLowerCase(Locale.ROOT);
    String bare = region.startsWith("oss-") ? region.substring("oss-".length()) : region;
    if (!bare.isEmpty() && !REGION.matcher(bare).matches()) {
      throw usage(
          locator,
          "'" + options.region() + "' is not the name of a region",
          "give --region such as cn-hangzhou");
    }
    return bare;
  }

  private static Endpoint endpoint(BucketLocator locator, SourceOptions options, String region) {
    if (!options.endpoint().isBlank()) {
      Endpoint given = OssDomains.parse(options.endpoint());
      return options.addressing() == Addressing.CNAME
          ? given
          : OssDomains.withoutBucket(given, locator.bucket());
    }
    if (!region.isEmpty()) {
      return OssDomains.ofRegion(region);
    }
    throw usage(
        locator,
        "neither the region nor the endpoint of the bucket is known",
        "give --region, such as --region cn-hangzhou, or --endpoint");
  }

  private static Addressing style(Endpoint endpoint, Addressing wanted) {
    if (wanted != Addressing.AUTO) {
      return wanted;
    }
    return endpoint.takesNoSubdomain() ? Addressing.PATH : Addressing.VIRTUAL;
  }

  private static String host(Endpoint endpoint, String bucket, Addressing wanted) {
    boolean inHost = style(endpoint, wanted) == Addressing.VIRTUAL;
    return inHost ? bucket + "." + endpoint.host() : endpoint.host();
  }

  private static TributaryException usage(BucketLocator locator, String reason, String advice) {
    return new Failure(FailureKind.USAGE, DOING, locator.display(), reason, advice).asException();
  }
}
