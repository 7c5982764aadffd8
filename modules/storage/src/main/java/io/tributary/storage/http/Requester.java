package io.tributary.storage.http;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sends requests for the object: signed by the dialect, along redirects, and once more where a
 * fresh signature may help.
 */
final class Requester {

  /** What a single request has gone through so far. */
  private record Progress(int redirects, boolean signedAnew, HttpExchange.Way way) {
    Progress redirected() {
      return new Progress(redirects + 1, signedAnew, way);
    }

    Progress again() {
      return new Progress(redirects, true, way);
    }
  }

  private final HttpDialect dialect;
  private final List<HeaderField> userHeaders;
  private final HttpExchange exchange;
  private final int maxRedirects;
  private final Origin origin;

  /**
   * Where the last GET was redirected to, so that ranges need not ask again; null for nowhere.
   * Forgotten when it stops working: such targets are often signed and expire.
   */
  private volatile URI redirectedTo;

  Requester(
      HttpDialect dialect, List<HeaderField> userHeaders, HttpExchange exchange, int maxRedirects) {
    this.dialect = dialect;
    this.userHeaders = userHeaders;
    this.exchange = exchange;
    this.maxRedirects = maxRedirects;
    this.origin = Origin.of(dialect.target());
  }

  /** The answer to one request, of any status but a followed redirect. */
  CompletionStage<Answer> send(RequestKind kind, List<HeaderField> headers) {
    return send(kind, headers, HttpExchange.Way.USUAL);
  }

  CompletionStage<Answer> send(RequestKind kind, List<HeaderField> headers, HttpExchange.Way way) {
    Progress start = new Progress(0, false, way);
    URI shortcut = kind == RequestKind.HEAD ? null : redirectedTo;
    if (shortcut == null) {
      return go(kind, headers, dialect.target(), start);
    }
    return go(kind, headers, shortcut, start)
        .handle((answer, failure) -> orFromOrigin(kind, headers, start, answer, failure))
        .thenCompose(stage -> stage);
  }

  private CompletionStage<Answer> orFromOrigin(
      RequestKind kind,
      List<HeaderField> headers,
      Progress start,
      Answer answer,
      Throwable failure) {
    if (failure != null) {
      redirectedTo = null;
      return CompletableFuture.failedStage(failure);
    }
    return switch (answer.status()) {
      case 400, 401, 403, 404, 410 -> {
        redirectedTo = null;
        answer.discard();
        yield go(kind, headers, dialect.target(), start);
      }
      default -> CompletableFuture.completedStage(answer);
    };
  }

  private CompletionStage<Answer> go(
      RequestKind kind, List<HeaderField> headers, URI target, Progress progress) {
    boolean home = isHome(Origin.of(target));
    RequestHead head =
        new RequestHead(kind, target, allHeaders(kind, headers, home), dialect.body(kind));
    CompletionStage<RequestHead> ready =
        home ? signed(head) : CompletableFuture.completedStage(head);
    HttpExchange.Way way = way(progress.way, ready);
    return ready
        .thenCompose(request -> exchange.send(dialect.locator(), request, way))
        .thenCompose(answer -> next(answer, headers, target, home, progress));
  }

  /** What is signed later goes on in a thread that signs, and that one must not wait. */
  private static HttpExchange.Way way(HttpExchange.Way wanted, CompletionStage<?> ready) {
    boolean later = !ready.toCompletableFuture().isDone();
    return later && wanted == HttpExchange.Way.HERE ? HttpExchange.Way.USUAL : wanted;
  }

  /** Where the object is, or was thought to be before the dialect knew better. */
  private boolean isHome(Origin candidate) {
    return candidate.equals(origin) || candidate.equals(Origin.of(dialect.target()));
  }

  private List<HeaderField> allHeaders(RequestKind kind, List<HeaderField> headers, boolean home) {
    List<HeaderField> all = new ArrayList<>();
    all.add(new HeaderField("Accept", "*/*"));
    // Bytes as they are stored: a compressed answer has other ranges and another length.
    all.add(new HeaderField("Accept-Encoding", "identity"));
    all.addAll(headers);
    if (home) {
      add(all, dialect.headers(kind));
      add(all, userHeaders);
    }
    return all;
  }

  private static void add(List<HeaderField> all, List<HeaderField> more) {
    for (HeaderField field : more) {
      all.removeIf(earlier -> earlier.is(field.name()));
      all.add(field);
    }
  }

  private CompletionStage<RequestHead> signed(RequestHead head) {
    return CompletableFuture.completedStage(head)
        .thenCompose(dialect::sign)
        .exceptionallyCompose(
            thrown -> {
              Throwable failure = TransportFailures.unwrap(thrown);
              return CompletableFuture.failedStage(
                  failure instanceof TributaryException
                      ? failure
                      : failure(
                          FailureKind.ACCESS_DENIED,
                          head.kind(),
                          "there are no usable credentials",
                          "check the credentials"));
            });
  }

  private CompletionStage<Answer> next(
      Answer answer, List<HeaderField> headers, URI target, boolean home, Progress progress) {
    RequestKind kind = answer.request().kind();
    return switch (answer.status()) {
      case 301, 302, 303, 307, 308 ->
          dialect.followsRedirects()
              ? redirected(answer, headers, target, progress)
              : maybeSignedAnew(answer, headers, home, progress);
      case 400, 401, 403 -> maybeSignedAnew(answer, headers, home, progress);
      default -> {
        if (answer.successful() && kind != RequestKind.HEAD) {
          redirectedTo = target.equals(dialect.target()) ? null : target;
        }
        yield CompletableFuture.completedStage(answer);
      }
    };
  }

  private CompletionStage<Answer> maybeSignedAnew(
      Answer answer, List<HeaderField> headers, boolean home, Progress progress) {
    if (!home || progress.signedAnew) {
      return CompletableFuture.completedStage(answer);
    }
    return answer
        .error()
        .thenCompose(
            error ->
                dialect.mayPassSignedAnew(error)
                    ? go(answer.request().kind(), headers, dialect.target(), progress.again())
                    : CompletableFuture.completedStage(answer));
  }

  private CompletionStage<Answer> redirected(
      Answer answer, List<HeaderField> headers, URI from, Progress progress) {
    RequestKind kind = answer.request().kind();
    answer.discard();
    Optional<URI> to =
        answer.head().header("Location").flatMap(location -> RedirectTarget.of(from, location));
    if (to.isEmpty()) {
      return refused(kind, "the server redirects to nowhere (HTTP " + answer.status() + ")");
    }
    if (progress.redirects >= maxRedirects) {
      return refused(kind, "more than " + maxRedirects + " redirects");
    }
    if (Origin.of(from).secure() && !Origin.of(to.get()).secure()) {
      return refused(kind, "the server redirects from https to http, which is not safe");
    }
    return go(kind, headers, to.get(), progress.redirected());
  }

  private CompletionStage<Answer> refused(RequestKind kind, String reason) {
    return CompletableFuture.failedStage(
        failure(FailureKind.PROTOCOL, kind, reason, "give the URL of the object itself"));
  }

  private TributaryException failure(
      FailureKind kind, RequestKind request, String reason, String advice) {
    return new Failure(kind, request.doing(), dialect.locator().display(), reason, advice)
        .asException();
  }
}
