package io.tributary.storage.oss;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.BucketLocator;
import io.tributary.core.locator.Locator;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceOptions.RangeBehavior;
import io.tributary.storage.bucket.KeySource;
import io.tributary.storage.bucket.ServerClock;
import io.tributary.storage.http.ErrorResponse;
import io.tributary.storage.http.HeaderField;
import io.tributary.storage.http.HttpDialect;
import io.tributary.storage.http.RequestHead;
import io.tributary.storage.http.RequestKind;
import io.tributary.storage.http.ResponseHead;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** HTTP as OSS speaks it. */
final class OssDialect implements HttpDialect {
  private final BucketLocator locator;
  private final SourceOptions options;
  private final URI target;
  private final RequestSigner signer;
  private final KeySource keySource;
  private final ServerClock clock;
  private final List<HeaderField> headers;
  private final String body;

  /** For one object. */
  OssDialect(
      BucketLocator locator,
      SourceOptions options,
      Address address,
      KeySource keySource,
      ServerClock clock) {
    this(locator, locator.key(), "", options, address, keySource, clock);
  }

  /** For a request to the bucket itself; the locator's key is a prefix. */
  static OssDialect ofBucket(
      BucketLocator prefix,
      SourceOptions options,
      Address address,
      KeySource keySource,
      ServerClock clock) {
    return new OssDialect(prefix, "", "", options, address, keySource, clock);
  }

  /** For a request to have one restored from an archive, in the usual time. */
  static OssDialect ofRestore(
      BucketLocator locator,
      int days,
      SourceOptions options,
      Address address,
      KeySource keySource,
      ServerClock clock) {
    String body = "<RestoreRequest><Days>" + days + "</Days></RestoreRequest>";
    return new OssDialect(locator, locator.key(), body, options, address, keySource, clock);
  }

  private OssDialect(
      BucketLocator locator,
      String signedKey,
      String body,
      SourceOptions options,
      Address address,
      KeySource keySource,
      ServerClock clock) {
    this.locator = locator;
    this.options = options;
    this.target = URI.create(address.url());
    this.signer =
        new RequestSigner(options.signature(), address.region(), locator.bucket(), signedKey);
    this.keySource = keySource;
    this.clock = clock;
    this.headers = headers(options);
    this.body = body;
  }

  @Override
  public Locator locator() {
    return locator;
  }

  @Override
  public URI target() {
    return target;
  }

  @Override
  public List<HeaderField> headers(RequestKind kind) {
    return headers;
  }

  @Override
  public String body(RequestKind kind) {
    return body;
  }

  @Override
  public CompletionStage<RequestHead> sign(RequestHead request) {
    return options.anonymous()
        ? completedFuture(request)
        : keySource.current().thenApply(keys -> signer.sign(request, keys, clock.now()));
  }

  @Override
  public boolean mayPassSignedAnew(ErrorResponse response) {
    if (options.anonymous()) {
      return false;
    }
    String code = OssError.of(response).code();
    return code.equals("RequestTimeTooSkewed")
        ? clock.learn(response.head())
        : OssErrorCodes.STALE_KEYS.contains(code) && keySource.refused();
  }

  @Override
  public TributaryException failureOf(ErrorResponse response) {
    return OssFailures.of(locator, response, options.anonymous());
  }

  /** The CRC is that of the whole object even in the head of a range. */
  @Override
  public List<Checksum> checksums(ResponseHead head) {
    return head.header("x-oss-hash-crc64ecma")
        .flatMap(OssDialect::unsignedDecimal)
        .map(value -> List.of(new Checksum(ChecksumAlgorithm.CRC64, value)))
        .orElse(List.of());
  }

  @Override
  public String versionId(ResponseHead head) {
    return head.header("x-oss-version-id").orElse("");
  }

  private static Optional<String> unsignedDecimal(String text) {
    try {
      return Optional.of(Long.toUnsignedString(Long.parseUnsignedLong(text)));
    } catch (NumberFormatException notACrc) {
      return Optional.empty();
    }
  }

  private static List<HeaderField> headers(SourceOptions options) {
    List<HeaderField> headers = new ArrayList<>();
    if (options.rangeBehavior() == RangeBehavior.STANDARD) {
      headers.add(new HeaderField("x-oss-range-behavior", "standard"));
    }
    if (options.requestPayer()) {
      headers.add(new HeaderField("x-oss-request-payer", "requester"));
    }
    if (options.trafficLimitBits() > 0) {
      headers.add(
          new HeaderField("x-oss-traffic-limit", Long.toString(options.trafficLimitBits())));
    }
    return List.copyOf(headers);
  }
}
