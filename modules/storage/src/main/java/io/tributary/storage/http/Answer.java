package io.tributary.storage.http;

import akka.NotUsed;
import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpProtocols;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.ResponseEntity;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import akka.util.ByteStringBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;

/**
 * A response whose head has come and whose body has not been read. One of {@link #body}, {@link
 * #error} and {@link #discard} must be called.
 */
final class Answer {

  /** Of a Content-Length that the server did not send. */
  static final long UNKNOWN = -1;

  private final RequestHead request;
  private final HttpResponse response;
  private final ResponseHead head;
  private final Connection connection;
  private final ConnectionPool pool;
  private final Limits limits;
  private final TransportFailures failures;

  private CompletionStage<ErrorResponse> error;

  /** What bounds the reading of bodies. */
  record Limits(
      ActorSystem<?> system, Duration keepAlive, Duration bodyStart, Duration errorBody) {}

  Answer(
      RequestHead request,
      HttpResponse response,
      Connection connection,
      ConnectionPool pool,
      Limits limits,
      TransportFailures failures) {
    this.request = request;
    this.response = response;
    this.head = new ResponseHead(response.status().intValue(), fields(response));
    this.connection = connection;
    this.pool = pool;
    this.limits = limits;
    this.failures = failures;
  }

  private static List<HeaderField> fields(HttpResponse response) {
    List<HeaderField> fields = new ArrayList<>();
    for (HttpHeader header : response.getHeaders()) {
      fields.add(new HeaderField(header.name(), header.value()));
    }
    return fields;
  }

  RequestHead request() {
    return request;
  }

  ResponseHead head() {
    return head;
  }

  int status() {
    return head.status();
  }

  boolean successful() {
    return status() >= 200 && status() < 300;
  }

  TransportFailures failures() {
    return failures;
  }

  /**
   * Bytes of the body; of a HEAD, {@link #UNKNOWN} also for 0, which cannot be told from nothing.
   */
  long contentLength() {
    long length = response.entity().getContentLengthOption().orElse(UNKNOWN);
    return request.kind() == RequestKind.HEAD && length == 0 ? UNKNOWN : length;
  }

  String mediaType() {
    return response.entity().getContentType().mediaType().toString().toLowerCase(Locale.ROOT);
  }

  /** The body as a stream of exactly {@code expectedBytes}, or up to its end when that is -1. */
  Source<ByteString, NotUsed> body(long expectedBytes) {
    Cancellable tooLate =
        limits
            .system()
            .scheduler()
            .scheduleOnce(
                limits.bodyStart(),
                () -> connection.abort(new Connection.Lost()),
                limits.system().executionContext());
    Reading reading = new Reading(expectedBytes, tooLate);
    return dataBytes().via(new BodyStage(expectedBytes, reading));
  }

  private Source<ByteString, NotUsed> dataBytes() {
    return response
        .entity()
        .withoutSizeLimit()
        .getDataBytes()
        .mapMaterializedValue(ignored -> NotUsed.getInstance());
  }

  /** Never fails, whatever the server does. */
  private CompletionStage<String> excerpt() {
    ByteStringBuilder collected = new ByteStringBuilder();
    return body(UNKNOWN)
        .completionTimeout(limits.errorBody())
        .takeWhile(
            bytes -> {
              collected.append(bytes);
              return collected.length() < ErrorResponse.MAX_BODY_BYTES;
            })
        .run(limits.system())
        .handle((done, failure) -> text(collected.result()));
  }

  /** What the answer says about an error. May be called again: its body is read once. */
  synchronized CompletionStage<ErrorResponse> error() {
    if (error == null) {
      error = excerpt().thenApply(body -> new ErrorResponse(request.kind(), head, body));
    }
    return error;
  }

  private static String text(ByteString bytes) {
    return bytes.take(ErrorResponse.MAX_BODY_BYTES).utf8String();
  }

  /** Does without the body: keeps the connection when there is none, else closes it. */
  synchronized void discard() {
    if (error != null) {
      return;
    }
    ResponseEntity entity = response.entity();
    if (request.kind() == RequestKind.HEAD || entity.isStrict()) {
      response.discardEntityBytes(limits.system());
      release();
    } else {
      connection.abort(new Connection.Lost());
    }
  }

  private void release() {
    pool.release(connection, keepFor());
  }

  private Duration keepFor() {
    boolean closing =
        response.entity().isCloseDelimited()
            || response.protocol().equals(HttpProtocols.HTTP_1_0)
            || head.header("Connection")
                .filter(value -> value.toLowerCase(Locale.ROOT).contains("close"))
                .isPresent();
    return closing ? Duration.ZERO : KeepAlive.of(head, limits.keepAlive());
  }

  private final class Reading implements BodyStage.Listener {
    private final long expectedBytes;
    private final Cancellable tooLate;

    Reading(long expectedBytes, Cancellable tooLate) {
      this.expectedBytes = expectedBytes;
      this.tooLate = tooLate;
    }

    @Override
    public void started() {
      tooLate.cancel();
    }

    @Override
    public void complete() {
      release();
    }

    @Override
    public void broken() {
      connection.abort(new Connection.Lost());
    }

    @Override
    public Throwable truncated(long bytes, Throwable cause) {
      return failures.truncated(bytes, expectedBytes);
    }

    @Override
    public Throwable tooLong() {
      return failures.tooLong(expectedBytes);
    }
  }
}
