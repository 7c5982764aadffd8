package io.tributary.server.control;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.Connection;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.scaladsl.model.EntityStreamSizeException;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.submission.Submissions;
import io.tributary.engine.submission.Wish;
import io.tributary.server.audit.AuditLog;
import io.tributary.server.guard.RequestGuard;
import io.tributary.server.guard.RequestRates;
import io.tributary.server.guard.Tokens;
import io.tributary.server.live.LiveEvents;
import io.tributary.server.metrics.NodeMetrics;
import io.tributary.server.page.WebPage;
import io.tributary.server.settings.HttpSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What each request is answered with. Thread-safe. */
final class ControlHandler {
  private final ActorSystem<?> system;
  private final SubmissionsRoute submissions;
  private final HistoryRoute history;
  private final ClusterView cluster;
  private final LimitsRoute limits;
  private final HttpSettings settings;
  private final Entrance entrance;
  private final LiveEvents live;
  private final Audit audit;
  private final NodeMetrics metrics;

  ControlHandler(
      ActorSystem<?> system,
      Submissions submissions,
      HttpSettings settings,
      Tokens tokens,
      AuditLog log,
      NodeMetrics metrics) {
    this.system = system;
    this.submissions = new SubmissionsRoute(submissions, new SubmissionView(system));
    this.history = new HistoryRoute(submissions);
    this.cluster = new ClusterView(system);
    this.limits = new LimitsRoute(system);
    this.settings = settings;
    this.metrics = metrics;
    this.audit = new Audit(log, NodeResources.get(system).label(), system.executionContext());
    RequestGuard guard = new RequestGuard(settings.host(), settings.names(), !tokens.isOpen());
    this.entrance =
        new Entrance(
            system,
            cluster,
            guard,
            tokens,
            settings.openMetrics(),
            new RequestRates(settings.requestsPerSecond(), System::nanoTime));
    this.live =
        new LiveEvents(
            system,
            cluster::json,
            List.of(new DownloadRows(submissions)),
            settings.idleTimeout(),
            settings.maxListeners());
  }

  /**
   * Never fails, and has consumed the request's body or closes the connection.
   *
   * @param from where the request came from
   */
  CompletionStage<HttpResponse> handle(HttpRequest request, String from) {
    long beganNanos = System.nanoTime();
    CompletionStage<HttpResponse> answer;
    try {
      answer = answer(request);
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    return answer
        .toCompletableFuture()
        .orTimeout(settings.answerTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(this::failed)
        .thenApply(WebPage::guarded)
        .thenCompose(given -> audit.written(request, from, entrance.caller(request), given))
        .thenApply(given -> counted(request, given, System.nanoTime() - beganNanos));
  }

  /** The only answer on a connection which is one too many of its address. */
  CompletionStage<HttpResponse> refuse(HttpRequest request, String from) {
    HttpResponse answer =
        Entrance.tooMany("its address has too many connections", Duration.ofSeconds(1));
    return audit
        .written(request, from, entrance.caller(request), WebPage.guarded(answer))
        .thenApply(given -> counted(request, given, 0));
  }

  private HttpResponse counted(HttpRequest request, HttpResponse answer, long nanos) {
    metrics.answered(request.method().name(), answer.status().intValue(), nanos);
    return answer;
  }

  private CompletionStage<HttpResponse> answer(HttpRequest request) {
    Optional<HttpResponse> early = entrance.answer(request);
    if (early.isPresent()) {
      return now(early.get());
    }
    Optional<Call.Made> made = Call.of(request.method().name(), request.getUri().getPathString());
    if (made.isPresent() && made.get().call().hasBody()) {
      return request
          .entity()
          .withSizeLimit(settings.maxBodyBytes())
          .toStrict(settings.requestTimeout().toMillis(), system)
          .thenCompose(body -> audited(made.get(), request, body.getData().toArray()));
    }
    request.discardEntityBytes(system);
    return made.isPresent() ? audited(made.get(), request, new byte[0]) : now(unknown(request));
  }

  private CompletionStage<HttpResponse> audited(Call.Made made, HttpRequest request, byte[] body) {
    return audit.made(request, () -> answer(made, request, body));
  }

  private CompletionStage<HttpResponse> answer(Call.Made made, HttpRequest request, byte[] body) {
    return switch (made.call()) {
      case LIST -> submissions.list(made.collection(), request.getUri());
      case SUBMIT -> submissions.submit(made.collection(), body, key(request));
      case SHOW -> submissions.show(made.id());
      case CHANGE, POST_CHANGE -> submissions.change(made.id(), body);
      case HISTORY -> history.show(made.id(), request.getUri());
      case PAUSE -> submissions.wish(made.id(), Wish.PAUSE);
      case RESUME -> submissions.wish(made.id(), Wish.RUN);
      case CANCEL, DELETE -> submissions.wish(made.id(), Wish.CANCEL);
      case CLUSTER -> now(Answers.json(200, cluster.json()));
      case LIMITS -> now(limits.shown());
      case CHOOSE_LIMITS -> limits.choose(body);
      case CHANGE_LIMITS, POST_LIMITS -> limits.change(body);
      case EVENTS -> now(events(request));
      case OPENAPI -> now(OpenApi.answer());
      case METRICS -> metrics.scrape().thenApply(Answers::metrics);
    };
  }

  private static Optional<String> key(HttpRequest request) {
    return request.getHeader(IdempotencyKey.HEADER).map(HttpHeader::value);
  }

  private HttpResponse events(HttpRequest request) {
    return live.stream(request.getHeader("Last-Event-ID").map(HttpHeader::value))
        .map(stream -> HttpResponse.create().withEntity(stream))
        .orElseGet(
            () ->
                Answers.failed(
                    new Failure(
                        FailureKind.THROTTLED,
                        "listen to",
                        "the events of this node",
                        settings.maxListeners() + " listen already",
                        "listen at another node, or raise tributary.http.max-listeners")));
  }

  private static HttpResponse unknown(HttpRequest request) {
    Set<String> methods = Call.methods(request.getUri().getPathString());
    HttpResponse answer =
        Answers.problem(
            methods.isEmpty() ? StatusCodes.NOT_FOUND : StatusCodes.METHOD_NOT_ALLOWED,
            FailureKind.NOT_FOUND,
            request.method().name() + " " + request.getUri().path(),
            "there is no such call",
            "see docs/http-api.md, or GET /v1/openapi.json");
    return methods.isEmpty()
        ? answer
        : answer.addHeader(RawHeader.create("Allow", String.join(", ", methods)));
  }

  private HttpResponse failed(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof TributaryException known) {
      return Answers.failed(known.failure());
    } else if (cause instanceof EntityStreamSizeException) {
      return Answers.problem(
              StatusCodes.CONTENT_TOO_LARGE,
              FailureKind.USAGE,
              "this request",
              "its body is larger than " + settings.maxBodyBytes() + " bytes",
              "send a smaller one")
          .addHeader(Connection.create("close"));
    } else if (cause instanceof TimeoutException) {
      return late();
    }
    system.log().error("a request to the API failed", cause);
    return Answers.failed(
        new Failure(
            FailureKind.INTERNAL, "answer", "this request", "a defect", "see the node's log"));
  }

  private static HttpResponse late() {
    return Answers.problem(
            StatusCodes.SERVICE_UNAVAILABLE,
            FailureKind.THROTTLED,
            "this request",
            "it, or its answer, took too long",
            "ask again")
        .addHeader(Connection.create("close"));
  }

  private static CompletionStage<HttpResponse> now(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }
}
