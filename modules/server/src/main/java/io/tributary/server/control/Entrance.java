package io.tributary.server.control;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.Connection;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.core.failure.FailureKind;
import io.tributary.server.guard.Caller;
import io.tributary.server.guard.RequestGuard;
import io.tributary.server.guard.RequestRates;
import io.tributary.server.guard.Tokens;
import io.tributary.server.page.WebPage;
import java.time.Duration;
import java.util.Optional;

/** What is answered without a look at the API: health, the page, and who may not enter. */
final class Entrance {
  private final ActorSystem<?> system;
  private final ClusterView cluster;
  private final RequestGuard guard;
  private final Tokens tokens;
  private final boolean openMetrics;
  private final RequestRates rates;
  private final WebPage page = new WebPage();

  /**
   * @param openMetrics whether no token is asked for to read {@code /metrics}
   * @param rates of those who may enter
   */
  Entrance(
      ActorSystem<?> system,
      ClusterView cluster,
      RequestGuard guard,
      Tokens tokens,
      boolean openMetrics,
      RequestRates rates) {
    this.system = system;
    this.cluster = cluster;
    this.guard = guard;
    this.tokens = tokens;
    this.openMetrics = openMetrics;
    this.rates = rates;
  }

  /** Empty when the request is one for the API, by somebody who may make it. */
  Optional<HttpResponse> answer(HttpRequest request) {
    String path = request.getUri().getPathString();
    boolean get = request.method().equals(HttpMethods.GET);
    if (get && (path.equals("/alive") || path.equals("/ready"))) {
      return read(request, path.equals("/alive") ? Answers.json(200, status("alive")) : ready());
    }
    Optional<RequestGuard.Refusal> refusal = guard.refuses(request);
    if (refusal.isPresent()) {
      return refusal.map(Entrance::refused);
    }
    Optional<HttpResponse> file = page.answer(request);
    if (file.isPresent()) {
      return read(request, file.get());
    }
    if (openMetrics && get && path.equals("/metrics")) {
      return Optional.empty();
    }
    // Where it is refused not a byte of the body is read: the connection ends with the answer.
    Optional<Caller> caller = caller(request);
    if (caller.isEmpty()) {
      return Optional.of(unauthorized());
    }
    if (!caller.get().role().permits(request.method().name())) {
      return Optional.of(forbidden(caller.get()));
    }
    Duration wait = rates.take(caller.get().name());
    return wait.isZero() ? Optional.empty() : Optional.of(tooMany(caller.get(), wait));
  }

  /** Whose token the request has. */
  Optional<Caller> caller(HttpRequest request) {
    return tokens.caller(request.getHeader("Authorization").map(HttpHeader::value).orElse(""));
  }

  private Optional<HttpResponse> read(HttpRequest request, HttpResponse answer) {
    request.discardEntityBytes(system);
    return Optional.of(answer);
  }

  private HttpResponse ready() {
    return cluster.up()
        ? Answers.json(200, status("ready"))
        : Answers.json(503, status("not a member of the cluster"));
  }

  private static ObjectNode status(String text) {
    return Json.object().put("status", text);
  }

  private static HttpResponse refused(RequestGuard.Refusal refusal) {
    return Answers.problem(
            StatusCodes.FORBIDDEN,
            FailureKind.ACCESS_DENIED,
            refusal.what(),
            refusal.reason(),
            refusal.advice())
        .addHeader(Connection.create("close"));
  }

  private static HttpResponse forbidden(Caller caller) {
    return Answers.problem(
            StatusCodes.FORBIDDEN,
            FailureKind.ACCESS_DENIED,
            "this request",
            "the token '" + caller.name() + "' may only read",
            "use a token with the role write")
        .addHeader(Connection.create("close"));
  }

  private static HttpResponse tooMany(Caller caller, Duration wait) {
    return tooMany("the token '" + caller.name() + "' makes too many requests", wait);
  }

  /**
   * @param reason what there is too much of
   */
  static HttpResponse tooMany(String reason, Duration wait) {
    long seconds = Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
    return Answers.problem(
            StatusCodes.TOO_MANY_REQUESTS,
            FailureKind.THROTTLED,
            "this request",
            reason,
            "ask again after " + seconds + " s")
        .addHeader(RawHeader.create("Retry-After", String.valueOf(seconds)))
        .addHeader(Connection.create("close"));
  }

  private static HttpResponse unauthorized() {
    return Answers.problem(
            StatusCodes.UNAUTHORIZED,
            FailureKind.ACCESS_DENIED,
            "this request",
            "its bearer token is missing or wrong",
            "send Authorization: Bearer with a token of the node")
        .addHeader(RawHeader.create("WWW-Authenticate", "Bearer realm=\"tributary\""))
        .addHeader(Connection.create("close"));
  }
}
