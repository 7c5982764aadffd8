package io.tributary.storage.s3;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.BucketLocator;
import io.tributary.core.locator.Locator;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.bucket.KeySource;
import io.tributary.storage.bucket.ObjectPath;
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
import java.util.concurrent.CompletionStage;

/** HTTP as S3 speaks it, for one object or for a question to its bucket. */
final class S3Dialect implements HttpDialect {
  private final BucketLocator locator;
  private final String key;
  private final String rawQuery;
  private final String body;
  private final SourceOptions options;
  private final BucketPlace place;
  private final KeySource keySource;
  private final ServerClock clock;

  private S3Dialect(
      BucketLocator locator,
      String key,
      String rawQuery,
      String body,
      SourceOptions options,
      BucketPlace place,
      KeySource keySource,
      ServerClock clock) {
    this.locator = locator;
    this.key = key;
    this.rawQuery = rawQuery;
    this.body = body;
    this.options = options;
    this.place = place;
    this.keySource = keySource;
    this.clock = clock;
  }

  static S3Dialect ofObject(
      BucketLocator locator,
      SourceOptions options,
      BucketPlace place,
      KeySource keys,
      ServerClock clock) {
    String version = locator.versionId();
    String query = version.isEmpty() ? "" : "versionId=" + ObjectPath.encodeQueryValue(version);
    return new S3Dialect(locator, locator.key(), query, "", options, place, keys, clock);
  }

  /**
   * For a request to have it restored from an archive, in the usual time.
   *
   * @param days the element that says for how long; empty for none
   */
  static S3Dialect ofRestore(
      BucketLocator locator,
      String days,
      SourceOptions options,
      BucketPlace place,
      KeySource keys,
      ServerClock clock) {
    String version = locator.versionId();
    String query = version.isEmpty() ? "" : "&versionId=" + ObjectPath.encodeQueryValue(version);
    String body =
        "<RestoreRequest xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
            + days
            + "<GlacierJobParameters><Tier>Standard</Tier></GlacierJobParameters>"
            + "</RestoreRequest>";
    return new S3Dialect(
        locator, locator.key(), "restore" + query, body, options, place, keys, clock);
  }

  /** For a request to the bucket itself; the locator's key is a prefix. */
  static S3Dialect ofBucket(
      BucketLocator prefix,
      String rawQuery,
      SourceOptions options,
      BucketPlace place,
      KeySource keys,
      ServerClock clock) {
    return new S3Dialect(prefix, "", rawQuery, "", options, place, keys, clock);
  }

  @Override
  public Locator locator() {
    return locator;
  }

  @Override
  public URI target() {
    return URI.create(place.url(key, rawQuery));
  }

  @Override
  public List<HeaderField> headers(RequestKind kind) {
    List<HeaderField> headers = new ArrayList<>();
    if (options.requestPayer()) {
      headers.add(new HeaderField("x-amz-request-payer", "requester"));
    }
    // On a range the service answers with the checksum of a part of the upload, if any.
    if (kind == RequestKind.HEAD || kind == RequestKind.WHOLE) {
      headers.add(new HeaderField("x-amz-checksum-mode", "ENABLED"));
    }
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
        : keySource
            .current()
            .thenApply(keys -> RequestSigner.sign(request, keys, place.region(), clock.now()));
  }

  @Override
  public boolean mayPassSignedAnew(ErrorResponse response) {
    String code = S3Error.of(response).code();
    if (S3ErrorCodes.ELSEWHERE.contains(code) || code.isEmpty()) {
      return place.learned().learn(response);
    }
    if (options.anonymous()) {
      return false;
    }
    return code.equals("RequestTimeTooSkewed")
        ? clock.learn(response.head())
        : S3ErrorCodes.STALE_KEYS.contains(code) && keySource.refused();
  }

  @Override
  public TributaryException failureOf(ErrorResponse response) {
    return S3Failures.of(locator, response, options.anonymous());
  }

  @Override
  public List<Checksum> checksums(ResponseHead head) {
    return ObjectChecksums.of(head);
  }

  @Override
  public String versionId(ResponseHead head) {
    return head.header("x-amz-version-id").orElse("");
  }
}
