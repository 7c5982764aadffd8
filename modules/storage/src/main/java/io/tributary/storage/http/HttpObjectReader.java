package io.tributary.storage.http;

import akka.Done;
import akka.actor.typed.ActorSystem;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.Locator;
import io.tributary.storage.ObjectReader;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Objects behind HTTP, all over the connections of one pool. */
public final class HttpObjectReader implements ObjectReader {
  private static final int CONFLICT = 409;

  private final HttpPlace place;
  private final HttpExchange exchange;
  private final List<HeaderField> userHeaders;
  private final int maxRedirects;

  private HttpObjectReader(
      HttpPlace place, HttpExchange exchange, List<HeaderField> userHeaders, int maxRedirects) {
    this.place = place;
    this.exchange = exchange;
    this.userHeaders = userHeaders;
    this.maxRedirects = maxRedirects;
  }

  /**
   * Makes a reader; no network traffic, no blocking. Of options and secrets it uses what {@link
   * HttpObjectSource#create} does.
   */
  public static HttpObjectReader create(
      HttpPlace place, SourceOptions options, SourceSecrets secrets, ActorSystem<?> system) {
    return create(place, options, secrets, system, Surroundings.of(system));
  }

  static HttpObjectReader create(
      HttpPlace place,
      SourceOptions options,
      SourceSecrets secrets,
      ActorSystem<?> system,
      Surroundings surroundings) {
    HttpSettings settings = HttpNode.get(system).settings();
    return new HttpObjectReader(
        place,
        HttpExchange.of(
            place.start(), settings.maxIdleOfReader(), options, secrets, system, surroundings),
        UserHeaders.of(secrets.headers()),
        settings.maxRedirects());
  }

  @Override
  public boolean reads(Locator object) {
    return place.holds(object);
  }

  @Override
  public CompletionStage<Opened> open(Locator object) {
    return open(object, HttpExchange.Way.USUAL);
  }

  @Override
  public Opened openHere(Locator object) {
    try {
      return open(object, HttpExchange.Way.HERE).toCompletableFuture().join();
    } catch (CompletionException e) {
      throw TransportFailures.unwrap(e) instanceof TributaryException known ? known : e;
    }
  }

  private CompletionStage<Opened> open(Locator object, HttpExchange.Way way) {
    try {
      HttpDialect dialect = dialect(object);
      return new Requester(dialect, userHeaders, exchange, maxRedirects)
          .send(RequestKind.WHOLE, List.of(), way)
          .thenCompose(answer -> opened(dialect, answer));
    } catch (TributaryException unusable) {
      return CompletableFuture.failedStage(unusable);
    }
  }

  private HttpDialect dialect(Locator object) {
    if (!place.holds(object)) {
      throw new Failure(
              FailureKind.USAGE,
              "read",
              object.display(),
              "it is in another place than what else is read here",
              "please report this")
          .asException();
    }
    return place.dialect(object);
  }

  @Override
  public CompletionStage<Done> restore(Locator object, int days) {
    try {
      return restore(place.restoring(object, days))
          .exceptionallyCompose(thrown -> restoreForGood(object, thrown))
          .exceptionallyCompose(
              thrown ->
                  CompletableFuture.failedStage(
                      TransportFailures.unwrap(thrown) instanceof TributaryException known
                          ? refused(known)
                          : thrown));
    } catch (TributaryException unusable) {
      return CompletableFuture.failedStage(unusable);
    }
  }

  private CompletionStage<Done> restore(HttpDialect dialect) {
    return new Requester(dialect, userHeaders, exchange, maxRedirects)
        .send(RequestKind.RESTORE, List.of())
        .thenCompose(answer -> restoring(dialect, answer));
  }

  /** Some may not be asked for days: what it is, only the object says. */
  private CompletionStage<Done> restoreForGood(Locator object, Throwable thrown) {
    boolean perhaps =
        place.mayRestoreForGood()
            && TransportFailures.unwrap(thrown) instanceof TributaryException known
            && !known.kind().retryable()
            && known.kind() != FailureKind.ACCESS_DENIED
            && known.kind() != FailureKind.NOT_FOUND;
    return perhaps
        ? new Requester(place.dialect(object), userHeaders, exchange, maxRedirects)
            .send(RequestKind.HEAD, List.of())
            .thenApply(
                answer -> {
                  answer.discard();
                  return place.restoringForGood(object, answer.head());
                })
            .thenCompose(
                dialect ->
                    dialect
                        .map(this::restore)
                        .orElseGet(() -> CompletableFuture.failedStage(thrown)))
        : CompletableFuture.failedStage(thrown);
  }

  private static CompletionStage<Done> restoring(HttpDialect dialect, Answer answer) {
    if (answer.status() < 300) {
      answer.discard();
      return CompletableFuture.completedStage(Done.getInstance());
    }
    return answer
        .error()
        .thenApply(dialect::failureOf)
        .thenCompose(
            failure ->
                // Somebody has asked before: that is as good.
                failure.kind() == FailureKind.ARCHIVED && answer.status() == CONFLICT
                    ? CompletableFuture.completedStage(Done.getInstance())
                    : CompletableFuture.failedStage(failure));
  }

  /** No archive that opens by itself or by asking again: there is nothing to wait for. */
  private static TributaryException refused(TributaryException thrown) {
    Failure failure = thrown.failure();
    return failure.kind() != FailureKind.ARCHIVED
        ? thrown
        : new Failure(
                FailureKind.ACCESS_DENIED,
                failure.doing(),
                failure.target(),
                "the service refuses to restore it: " + failure.reason(),
                "see to its storage class in the console")
            .asException(thrown);
  }

  private static CompletionStage<Opened> opened(HttpDialect dialect, Answer answer) {
    if (answer.status() >= 300) {
      return answer
          .error()
          .thenCompose(error -> CompletableFuture.failedStage(dialect.failureOf(error)));
    }
    try {
      ResponseCheck.any(answer);
    } catch (TributaryException wrong) {
      answer.discard();
      return CompletableFuture.failedStage(wrong);
    }
    long sizeBytes = answer.contentLength();
    return CompletableFuture.completedStage(
        new Opened(
            new IdentityReader(dialect).read(answer.head(), sizeBytes), answer.body(sizeBytes)));
  }

  @Override
  public CompletionStage<Done> close() {
    exchange.close();
    return CompletableFuture.completedStage(Done.getInstance());
  }

  /** How many connections exist, in use or idle. */
  int connections() {
    return exchange.connections();
  }
}
