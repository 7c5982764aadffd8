package io.tributary.storage.http;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.HttpLocator;
import io.tributary.core.locator.Locator;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A web server: the URL itself may carry the authorization, as user info or signed query. */
final class PlainHttpDialect implements HttpDialect {
  private final HttpLocator locator;
  private final URI target;
  private final Optional<String> authorization;

  /**
   * @param authorization value of the {@code Authorization} header
   */
  PlainHttpDialect(HttpLocator locator, URI target, Optional<String> authorization) {
    this.locator = locator;
    this.target = target;
    this.authorization = authorization;
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
  public CompletionStage<RequestHead> sign(RequestHead request) {
    boolean given = request.headers().stream().anyMatch(field -> field.is("Authorization"));
    return CompletableFuture.completedStage(
        given
            ? request
            : authorization.map(value -> request.with("Authorization", value)).orElse(request));
  }

  @Override
  public TributaryException failureOf(ErrorResponse response) {
    FailureKind kind = StatusFailures.kindOf(response.status());
    boolean mayBeExpired =
        kind == FailureKind.ACCESS_DENIED || (response.status() == 400 && locator.hasQuery());
    if (mayBeExpired && PresignedExpiry.of(target).filter(Instant.now()::isAfter).isPresent()) {
      return StatusFailures.of(
          locator,
          response,
          FailureKind.ACCESS_DENIED,
          "the URL has expired (HTTP " + response.status() + ")",
          "get a fresh one and run again: what is on disk stays usable");
    }
    return StatusFailures.of(locator, response);
  }

  @Override
  public List<Checksum> checksums(ResponseHead head) {
    return PublishedChecksums.of(head);
  }

  @Override
  public String versionId(ResponseHead head) {
    return head.header("x-oss-version-id").or(() -> head.header("x-amz-version-id")).orElse("");
  }

  @Override
  public boolean followsRedirects() {
    return true;
  }
}
