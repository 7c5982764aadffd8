package io.tributary.server.control;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.Connection;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.scaladsl.model.EntityStreamSizeException;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.submission.Submission;
import io.tributary.engine.submission.SubmissionKind;
import io.tributary.engine.submission.Submissions;
import io.tributary.engine.submission.Submitted;
import io.tributary.engine.submission.Wish;
import io.tributary.server.audit.AuditLog;
import io.tributary.server.guard.RequestGuard;
import io.tributary.server.guard.Tokens;
import io.tributary.server.live.LiveEvents;
import io.tributary.server.metrics.NodeMetrics;
import io.tributary.server.page.WebPage;
import io.tributary.server.settings.HttpSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What each request is answered with. Thread-safe. */
final class ControlHandler {
  private static final String DOWNLOADS = "downloads";
  private static final String JOBS = "jobs";

  private final ActorSystem<?> system;
  private final Submissions submissions;
  private final ClusterView cluster;
  private final LimitsRoute limits;
  private final SubmissionView view;
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
    this.submissions = submissions;
    this.cluster = new ClusterView(system);
    this.limits = new LimitsRoute(system, settings);
    this.view = new SubmissionView(system);
    this.settings = settings;
    this.metrics = metrics;
    this.audit = new Audit(log, NodeResources.get(system).label());
    RequestGuard guard = new RequestGuard(settings.host(), settings.names(), !tokens.isOpen());
    this.entrance = new Entrance(system, cluster, guard, tokens, settings.openMetrics());
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

  private HttpResponse counted(HttpRequest request, HttpResponse answer, long nanos) {
    metrics.answered(request.method().name(), answer.status().intValue(), nanos);
    return answer;
  }

  private CompletionStage<HttpResponse> answer(HttpRequest request) {
    List<String> path = path(request);
    boolean get = request.method().equals(HttpMethods.GET);
    Optional<HttpResponse> early = entrance.answer(request);
    if (early.isPresent()) {
      return now(early.get());
    }
    if (limits.answers(request, path)) {
      return limits.answer(request);
    }
    boolean ours = path.size() >= 2 && path.get(0).equals("v1") && isCollection(path.get(1));
    if (ours && path.size() == 2 && request.method().equals(HttpMethods.POST)) {
      return request
          .entity()
          .withSizeLimit(settings.maxBodyBytes())
          .toStrict(settings.requestTimeout().toMillis(), system)
          .thenCompose(entity -> submit(kind(path.get(1)), entity.getData().toArray()));
    }
    request.discardEntityBytes(system);
    if (ours && path.size() == 2 && get) {
      return list(request, path.get(1));
    } else if (path.equals(List.of("metrics")) && get) {
      return metrics.scrape().thenApply(Answers::metrics);
    } else if (path.equals(List.of("v1", "cluster")) && get) {
      return now(Answers.json(200, cluster.json()));
    } else if (path.equals(List.of("v1", "events")) && get) {
      return now(events(request));
    } else if (ours && path.size() >= 3) {
      return one(request, path.get(2), path.subList(3, path.size()));
    }
    return now(unknown(request, path));
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

  /** Jobs are listed, shown and stopped among the downloads, too. */
  private static boolean isCollection(String name) {
    return name.equals(DOWNLOADS) || name.equals(JOBS);
  }

  private static SubmissionKind kind(String collection) {
    return collection.equals(JOBS) ? SubmissionKind.JOB : SubmissionKind.DOWNLOAD;
  }

  private CompletionStage<HttpResponse> list(HttpRequest request, String name) {
    SubmissionKind kindOrNull = name.equals(JOBS) ? SubmissionKind.JOB : null;
    return submissions
        .list(ListQuery.parse(request.getUri(), kindOrNull))
        .thenApply(page -> Answers.json(200, SubmissionJson.of(page, name)));
  }

  private CompletionStage<HttpResponse> one(HttpRequest request, String id, List<String> rest) {
    String method = request.method().name();
    if (rest.isEmpty() && method.equals("GET")) {
      return submissions.find(id).thenCompose(found -> viewed(id, found));
    } else if (rest.isEmpty() && method.equals("DELETE")) {
      return wish(id, Wish.CANCEL);
    } else if (rest.size() == 1 && method.equals("POST")) {
      return switch (rest.get(0)) {
        case "pause" -> wish(id, Wish.PAUSE);
        case "resume" -> wish(id, Wish.RUN);
        case "cancel" -> wish(id, Wish.CANCEL);
        default -> now(unknown(request, rest));
      };
    }
    return now(unknown(request, rest));
  }

  private CompletionStage<HttpResponse> submit(SubmissionKind kind, byte[] body) {
    return submissions.submit(SubmitBody.parse(kind, Json.parse(body))).thenApply(this::submitted);
  }

  private HttpResponse submitted(Submitted outcome) {
    if (outcome instanceof Submitted.Accepted accepted) {
      return located(202, accepted.submission());
    } else if (outcome instanceof Submitted.Attached attached) {
      return located(200, attached.submission());
    }
    Submitted.Refused refused = (Submitted.Refused) outcome;
    return Answers.conflict(refused.failure(), refused.holder());
  }

  private static HttpResponse located(int status, Submission submission) {
    return Answers.json(status, SubmissionJson.of(submission))
        .addHeader(RawHeader.create("Location", location(submission)));
  }

  private static String location(Submission submission) {
    String collection =
        switch (submission.kind()) {
          case DOWNLOAD -> DOWNLOADS;
          case JOB -> JOBS;
        };
    return "/v1/" + collection + "/" + submission.id();
  }

  private CompletionStage<HttpResponse> wish(String id, Wish wish) {
    return submissions
        .wish(id, wish)
        .thenApply(
            found ->
                found.isPresent() && found.get().wish() != wish
                    ? Answers.conflict(unfit(found.get(), wish), found.get())
                    : shown(id, found));
  }

  private static Failure unfit(Submission submission, Wish wish) {
    return new Failure(
        FailureKind.USAGE,
        switch (wish) {
          case RUN -> "resume";
          case PAUSE -> "pause";
          case CANCEL -> "cancel";
        },
        "the " + Fields.word(submission.kind()) + " " + submission.id(),
        "it is " + submission.state().name().toLowerCase(Locale.ROOT),
        "see GET " + location(submission));
  }

  private static HttpResponse shown(String id, Optional<Submission> found) {
    return found
        .map(submission -> Answers.json(200, SubmissionJson.of(submission)))
        .orElseGet(
            () ->
                Answers.failed(
                    new Failure(
                        FailureKind.NOT_FOUND,
                        "show",
                        "the download " + id,
                        "there is none of that id",
                        "see GET /v1/downloads")));
  }

  private CompletionStage<HttpResponse> viewed(String id, Optional<Submission> found) {
    return found.isEmpty()
        ? now(shown(id, found))
        : view.json(found.get()).thenApply(json -> Answers.json(200, json));
  }

  private static HttpResponse unknown(HttpRequest request, List<String> path) {
    return Answers.problem(
        path.isEmpty() || !path.get(0).equals("v1") ? StatusCodes.NOT_FOUND : notAllowed(request),
        FailureKind.NOT_FOUND,
        request.method().name() + " " + request.getUri().path(),
        "there is no such call",
        "see docs/http-api.md");
  }

  private static StatusCode notAllowed(HttpRequest request) {
    return List.of("GET", "POST", "DELETE").contains(request.method().name())
        ? StatusCodes.NOT_FOUND
        : StatusCodes.METHOD_NOT_ALLOWED;
  }

  private static List<String> path(HttpRequest request) {
    String text = request.getUri().getPathString();
    return List.of(text.replaceFirst("^/", "").split("/", 8));
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
