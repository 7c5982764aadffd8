package io.tributary.server.control;

import akka.http.javadsl.model.AttributeKey;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.submission.Submission;
import io.tributary.server.metrics.NodeMetrics;
import java.nio.charset.StandardCharsets;

/** Answers of the API: JSON, and errors as RFC 9457 has them. */
final class Answers {
  private static final ContentType PROBLEM =
      MediaTypes.applicationWithFixedCharset("problem+json", HttpCharsets.UTF_8).toContentType();

  /** The body of an answer, for who looks at it on its way out. */
  static final AttributeKey<ObjectNode> BODY = AttributeKey.create("body", ObjectNode.class);

  private Answers() {}

  static HttpResponse json(int status, ObjectNode body) {
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, Json.bytes(body)))
        .addAttribute(BODY, body);
  }

  static HttpResponse metrics(String text) {
    return HttpResponse.create()
        .withEntity(
            HttpEntities.create(
                ContentTypes.parse(NodeMetrics.FORMAT), text.getBytes(StandardCharsets.UTF_8)));
  }

  static HttpResponse failed(Failure failure) {
    HttpResponse answer = problem(status(failure.kind()), failure, Json.object());
    return failure.kind() == FailureKind.THROTTLED || failure.kind() == FailureKind.STATE_UNUSABLE
        ? answer.addHeader(RawHeader.create("Retry-After", "1"))
        : answer;
  }

  /** What does not fit to another submission. */
  static HttpResponse conflict(StatusCode status, Failure failure, Submission holder) {
    ObjectNode more = Json.object();
    more.set("holder", SubmissionJson.of(holder));
    return problem(status, failure, more);
  }

  static HttpResponse problem(
      StatusCode status, FailureKind kind, String target, String reason, String advice) {
    return problem(status, new Failure(kind, "answer", target, reason, advice), Json.object());
  }

  private static HttpResponse problem(StatusCode status, Failure failure, ObjectNode more) {
    ObjectNode body =
        Json.object()
            .put("type", "about:blank")
            .put("title", status.reason())
            .put("status", status.intValue())
            .put("detail", failure.oneLine());
    body.setAll(SubmissionJson.of(failure));
    body.setAll(more);
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(HttpEntities.create(PROBLEM, Json.bytes(body)))
        .addAttribute(BODY, body);
  }

  private static StatusCode status(FailureKind kind) {
    return switch (kind) {
      case USAGE -> StatusCodes.BAD_REQUEST;
      case NOT_FOUND -> StatusCodes.NOT_FOUND;
      case ACCESS_DENIED, ARCHIVED -> StatusCodes.FORBIDDEN;
      case DESTINATION_BUSY -> StatusCodes.CONFLICT;
      case STATE_UNUSABLE, THROTTLED, INTERRUPTED -> StatusCodes.SERVICE_UNAVAILABLE;
      case LOCAL_DISK -> StatusCodes.UNPROCESSABLE_CONTENT;
      case NETWORK, PROTOCOL, SOURCE_CHANGED, INTEGRITY, HOME_AWAY -> StatusCodes.BAD_GATEWAY;
      case INTERNAL -> StatusCodes.INTERNAL_SERVER_ERROR;
    };
  }
}
