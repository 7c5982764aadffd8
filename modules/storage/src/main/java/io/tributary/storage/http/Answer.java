package io.tributary.storage.http;

import akka.actor.Cancellable;
import io.tributary.storage.RangeBody;
import io.tributary.storage.wire.Body;
import io.tributary.storage.wire.Head;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A response whose head has come and whose body has not been read. One of {@link #body}, {@link
 * #error} and {@link #discard} must be called.
 */
final class Answer {

  /** Of a Content-Length that the server did not send. */
  static final long UNKNOWN = Body.UNKNOWN;

  /** What frames the message is no news about the object. */
  private static final List<String> FRAMING =
      List.of("Content-Length", "Content-Type", "Transfer-Encoding");

  private final RequestHead request;
  private final Connection.Response response;
  private final ResponseHead head;
  private final Connection connection;
  private final ConnectionPool pool;
  private final Limits limits;
  private final TransportFailures failures;
  private final String requestId;

  private CompletionStage<ErrorResponse> error;

  /** What bounds the reading of bodies, and where it blocks. */
  record Limits(
      Timers timers,
      Executor blocking,
      Duration keepAlive,
      Duration bodyStart,
      Duration errorBody) {

    Cancellable after(Duration delay, Runnable action) {
      return timers.after(delay, action);
    }
  }

  Answer(
      RequestHead request,
      Connection.Response response,
      Connection connection,
      ConnectionPool pool,
      Limits limits,
      TransportFailures failures) {
    this.request = request;
    this.response = response;
    this.head = new ResponseHead(response.head().status(), fields(response.head()));
    this.connection = connection;
    this.pool = pool;
    this.limits = limits;
    this.requestId = RequestIds.of(head);
    this.failures = failures.answered(requestId);
  }

  private static List<HeaderField> fields(Head head) {
    List<HeaderField> fields = new ArrayList<>(head.fields().size());
    for (Head.Field field : head.fields()) {
      if (!isFraming(field.name())) {
        fields.add(new HeaderField(field.name(), field.value()));
      }
    }
    return fields;
  }

  private static boolean isFraming(String name) {
    for (String framing : FRAMING) {
      if (framing.equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
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

  /** What the server calls the request; empty when it does not say. */
  String requestId() {
    return requestId;
  }

  boolean successful() {
    return status() >= 200 && status() < 300;
  }

  TransportFailures failures() {
    return failures;
  }

  Connection connection() {
    return connection;
  }

  Limits limits() {
    return limits;
  }

  /**
   * Bytes of the body; of a HEAD, {@link #UNKNOWN} also for 0, which some servers say for anything.
   */
  long contentLength() {
    long length = response.announcedLength();
    return request.kind() == RequestKind.HEAD && length == 0 ? UNKNOWN : length;
  }

  String mediaType() {
    List<String> types = response.head().all("Content-Type");
    return types.isEmpty() ? "" : types.get(0).split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** The body as exactly {@code expectedBytes}, or up to its end when that is -1. */
  RangeBody body(long expectedBytes) {
    return new HttpBody(response.body(), expectedBytes, this);
  }

  /** Never fails, whatever the server does. Blocks, for a while at most. */
  private String excerpt() {
    ByteBuffer collected = ByteBuffer.allocate(ErrorResponse.MAX_BODY_BYTES);
    Deadline deadline =
        new Deadline(
            limits::after, limits.errorBody(), () -> connection.abort(new Connection.Lost()));
    try {
      int count = 0;
      while (count >= 0 && collected.hasRemaining()) {
        count = response.body().read(collected);
      }
    } catch (IOException | RuntimeException e) {
      // What has come may still explain something.
      connection.abort(e);
    }
    if (deadline.met() && response.body().ended()) {
      release();
    } else {
      connection.abort(new Connection.Lost());
    }
    return new String(collected.array(), 0, collected.position(), StandardCharsets.UTF_8);
  }

  /** What the answer says about an error. May be called again: its body is read once. */
  synchronized CompletionStage<ErrorResponse> error() {
    if (error == null) {
      error =
          CompletableFuture.supplyAsync(this::excerpt, limits.blocking())
              .thenApply(body -> new ErrorResponse(request.kind(), head, body));
    }
    return error;
  }

  /** Does without the body: keeps the connection when all of it is here, else closes it. */
  synchronized void discard() {
    if (error != null) {
      return;
    }
    if (response.body().complete()) {
      // At once: whoever asks next should find the connection. Nothing is waited for.
      error = CompletableFuture.completedStage(new ErrorResponse(request.kind(), head, excerpt()));
    } else {
      connection.abort(new Connection.Lost());
    }
  }

  /** The body has been read: the connection may serve the next request. */
  void release() {
    boolean closing = response.head().closing() || response.body().endsWithConnection();
    pool.release(connection, closing ? Duration.ZERO : KeepAlive.of(head, limits.keepAlive()));
  }
}
