package io.tributary.server.control;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.Uri;
import akka.http.javadsl.model.headers.RawHeader;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.submission.Submission;
import io.tributary.engine.submission.SubmissionKind;
import io.tributary.engine.submission.SubmissionRequest;
import io.tributary.engine.submission.Submissions;
import io.tributary.engine.submission.Submitted;
import io.tributary.engine.submission.Wish;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code /v1/downloads} and {@code /v1/jobs}. Jobs are listed, shown and stopped among the
 * downloads, too. Fails with a TributaryException. Thread-safe.
 */
final class SubmissionsRoute {
  private static final String DOWNLOADS = "downloads";
  private static final String JOBS = "jobs";

  private final Submissions submissions;
  private final SubmissionView view;

  SubmissionsRoute(Submissions submissions, SubmissionView view) {
    this.submissions = submissions;
    this.view = view;
  }

  private static SubmissionKind kind(String collection) {
    return collection.equals(JOBS) ? SubmissionKind.JOB : SubmissionKind.DOWNLOAD;
  }

  CompletionStage<HttpResponse> list(String collection, Uri uri) {
    SubmissionKind kindOrNull = collection.equals(JOBS) ? SubmissionKind.JOB : null;
    return submissions
        .list(ListQuery.parse(uri, kindOrNull))
        .thenApply(page -> Answers.json(200, SubmissionJson.of(page, collection)));
  }

  /**
   * @param key by which the caller asks for the same again; empty for none
   */
  CompletionStage<HttpResponse> submit(String collection, byte[] body, Optional<String> key) {
    Optional<String> requestId = key.map(IdempotencyKey::parse).map(k -> k.requestId(body));
    SubmissionRequest request = SubmitBody.parse(kind(collection), Json.parse(body), requestId);
    return submissions.submit(request).thenApply(outcome -> submitted(outcome, requestId));
  }

  private static HttpResponse submitted(Submitted outcome, Optional<String> requestId) {
    if (outcome instanceof Submitted.Accepted accepted) {
      return located(202, accepted.submission());
    } else if (outcome instanceof Submitted.Attached attached) {
      HttpResponse answer = located(200, attached.submission());
      return requestId.filter(attached.submission().requestId()::equals).isPresent()
          ? answer.addHeader(RawHeader.create("Idempotency-Replayed", "true"))
          : answer;
    }
    Submitted.Refused refused = (Submitted.Refused) outcome;
    boolean keyUsedTwice = refused.failure().kind() == FailureKind.USAGE;
    return Answers.conflict(
        keyUsedTwice ? StatusCodes.UNPROCESSABLE_CONTENT : StatusCodes.CONFLICT,
        refused.failure(),
        refused.holder());
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

  CompletionStage<HttpResponse> wish(String id, Wish wish) {
    return submissions
        .wish(id, wish)
        .thenApply(
            found ->
                found.isPresent() && found.get().wish() != wish
                    ? Answers.conflict(StatusCodes.CONFLICT, unfit(found.get(), wish), found.get())
                    : shown(id, found));
  }

  /**
   * @throws io.tributary.core.failure.TributaryException USAGE that names the field
   */
  CompletionStage<HttpResponse> change(String id, byte[] body) {
    return submissions
        .allow(id, AllowanceFields.parse(Json.parse(body)))
        .thenApply(
            found ->
                found.isPresent() && !found.get().mayBeAllowed()
                    ? Answers.conflict(
                        StatusCodes.CONFLICT, unfit(found.get(), "change"), found.get())
                    : shown(id, found));
  }

  private static Failure unfit(Submission submission, Wish wish) {
    return unfit(
        submission,
        switch (wish) {
          case RUN -> "resume";
          case PAUSE -> "pause";
          case CANCEL -> "cancel";
        });
  }

  private static Failure unfit(Submission submission, String doing) {
    return new Failure(
        FailureKind.USAGE,
        doing,
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

  CompletionStage<HttpResponse> show(String id) {
    return submissions.find(id).thenCompose(found -> viewed(id, found));
  }

  private CompletionStage<HttpResponse> viewed(String id, Optional<Submission> found) {
    return found.isEmpty()
        ? CompletableFuture.completedFuture(shown(id, found))
        : view.json(found.get()).thenApply(json -> Answers.json(200, json));
  }
}
