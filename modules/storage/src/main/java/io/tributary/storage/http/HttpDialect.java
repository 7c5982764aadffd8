package io.tributary.storage.http;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.Locator;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What a store adds to plain HTTP: where the object is, how requests are signed, what errors mean.
 * Called from many threads at once; nothing in here may block.
 */
public interface HttpDialect {

  Locator locator();

  /**
   * The object's URL: scheme, host, raw path and raw query; no user info, no fragment. May be
   * another one after {@link #mayPassSignedAnew} has learned something.
   */
  URI target();

  /** Headers that the store wants with a request of this kind, besides those of HTTP. */
  default List<HeaderField> headers(RequestKind kind) {
    return List.of();
  }

  /** What a request of this kind says, beside its head; empty for nothing. */
  default String body(RequestKind kind) {
    return "";
  }

  /**
   * Adds what authorizes the request. Called for every attempt, as late as possible, once all other
   * headers are there; may wait for fresh credentials. Not called for the target of a redirect to
   * another origin. A failed stage fails the request: with its TributaryException as it is, with
   * ACCESS_DENIED otherwise.
   */
  CompletionStage<RequestHead> sign(RequestHead request);

  /**
   * Whether this refusal (400, 401 or 403, or a redirect that is not followed) may go away when the
   * same request is signed anew at once and sent to {@link #target}: the dialect has taken over the
   * server's clock ({@code Date} in the head), dropped stale credentials, or learned where the
   * object is. Asked once per request; the second refusal counts.
   */
  default boolean mayPassSignedAnew(ErrorResponse response) {
    return false;
  }

  /**
   * What an answer with status 300 or more means, and what the user can do. {@link
   * StatusFailures#of} has the meaning of plain HTTP, {@code Retry-After} included.
   */
  TributaryException failureOf(ErrorResponse response);

  /** Checksums of the whole object that the head of a successful answer publishes. */
  List<Checksum> checksums(ResponseHead head);

  /** The version that the head of a successful answer names; empty when it names none. */
  default String versionId(ResponseHead head) {
    return "";
  }

  /** Whether 301, 302, 303, 307 and 308 are followed, or are errors. */
  default boolean followsRedirects() {
    return false;
  }
}
