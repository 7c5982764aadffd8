package io.tributary.storage.http;

import akka.Done;
import akka.actor.typed.ActorSystem;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.storage.RangeBody;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Reads documents about objects, such as pages of listings: bounded in size and time. */
public final class HttpDocuments {
  private static final int CHUNK_BYTES = 64 << 10;

  private final List<HeaderField> userHeaders;
  private final HttpExchange exchange;
  private final HttpSettings settings;
  private final Executor blocking;

  private HttpDocuments(
      List<HeaderField> userHeaders,
      HttpExchange exchange,
      HttpSettings settings,
      Executor blocking) {
    this.userHeaders = userHeaders;
    this.exchange = exchange;
    this.settings = settings;
    this.blocking = blocking;
  }

  /**
   * No network traffic, no blocking. Of options and secrets it uses what {@link
   * HttpObjectSource#create} does.
   *
   * @param first where the first document is
   */
  public static HttpDocuments create(
      HttpDialect first, SourceOptions options, SourceSecrets secrets, ActorSystem<?> system) {
    HttpSettings settings = HttpNode.get(system).settings();
    return new HttpDocuments(
        UserHeaders.of(secrets.headers()),
        HttpExchange.of(
            first.target(),
            settings.maxIdleConnections(),
            options,
            secrets,
            system,
            Surroundings.of(system)),
        settings,
        HttpNode.get(system).blocking());
  }

  /**
   * The document at {@code dialect.target()}. Fails as the dialect says for any other status than
   * 200, with PROTOCOL when the document is larger than {@code tributary.http.max-document-size},
   * with NETWORK when it does not come within {@code document-timeout}.
   */
  public CompletionStage<HttpDocument> get(HttpDialect dialect) {
    return new Requester(dialect, userHeaders, exchange, settings.maxRedirects())
        .send(RequestKind.LIST, List.of())
        .thenCompose(
            answer ->
                answer.status() == 200
                    ? CompletableFuture.supplyAsync(() -> read(answer), blocking)
                    : refused(dialect, answer));
  }

  private static CompletionStage<HttpDocument> refused(HttpDialect dialect, Answer answer) {
    return answer
        .error()
        .thenCompose(
            error ->
                CompletableFuture.failedStage(
                    error.status() >= 300
                        ? dialect.failureOf(error)
                        : answer
                            .failures()
                            .failure(
                                FailureKind.PROTOCOL,
                                "HTTP " + error.status() + " is not a listing",
                                "")));
  }

  private HttpDocument read(Answer answer) {
    Duration timeout = settings.documentTimeout();
    try (RangeBody body = answer.body(answer.contentLength())) {
      Deadline deadline = new Deadline(answer.limits()::after, timeout, body::close);
      byte[] bytes;
      try {
        bytes = read(body, answer);
      } catch (TributaryException cut) {
        throw deadline.met()
            ? cut
            : answer
                .failures()
                .failure(
                    FailureKind.NETWORK,
                    "its answer is not complete within " + timeout.toSeconds() + " s",
                    "try again later");
      }
      deadline.met();
      return new HttpDocument(answer.mediaType(), bytes);
    }
  }

  private byte[] read(RangeBody body, Answer answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK_BYTES];
    for (int count = 0; count >= 0; count = body.read(ByteBuffer.wrap(chunk))) {
      bytes.write(chunk, 0, count);
      if (bytes.size() > settings.maxDocumentBytes()) {
        throw answer
            .failures()
            .failure(
                FailureKind.PROTOCOL,
                "its answer is longer than " + settings.maxDocumentBytes() + " bytes",
                "check that it is a listing");
      }
    }
    return bytes.toByteArray();
  }

  /** Closes idle connections. Idempotent. */
  public CompletionStage<Done> close() {
    exchange.close();
    return CompletableFuture.completedStage(Done.getInstance());
  }
}
