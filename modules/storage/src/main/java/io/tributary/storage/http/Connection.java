package io.tributary.storage.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.OutgoingConnection;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.Pair;
import akka.stream.Attributes;
import akka.stream.BoundedSourceQueue;
import akka.stream.QueueOfferResult;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/** One connection to a server, carrying one request at a time. */
final class Connection {

  /** The connection was gone when a request was to be sent. */
  static final class Lost extends RuntimeException {
    Lost() {
      super("the connection is closed", null, false, false);
    }
  }

  private static final Attributes SILENT =
      Attributes.createLogLevels(
          Attributes.logLevelOff(), Attributes.logLevelOff(), Attributes.logLevelOff());

  private final Origin origin;
  private final SharedKillSwitch killSwitch;
  private final BoundedSourceQueue<HttpRequest> requests;
  private final CompletionStage<OutgoingConnection> connected;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /** Set before {@link #ended} completes. */
  private volatile Throwable endedBecause;

  private final AtomicReference<CompletableFuture<HttpResponse>> waiting = new AtomicReference<>();

  private Connection(
      Origin origin,
      SharedKillSwitch killSwitch,
      Flow<HttpRequest, HttpResponse, CompletionStage<OutgoingConnection>> flow,
      ActorSystem<?> system) {
    this.origin = origin;
    this.killSwitch = killSwitch;
    var running =
        Source.<HttpRequest>queue(1)
            .viaMat(flow, Keep.both())
            .toMat(Sink.<HttpResponse>foreach(this::answered), Keep.both())
            // Failures reach the user in our words; Akka's would come with what the server sent.
            .addAttributes(SILENT)
            .run(system);
    Pair<BoundedSourceQueue<HttpRequest>, CompletionStage<OutgoingConnection>> ends =
        running.first();
    requests = ends.first();
    connected = ends.second();
    var unused = running.second().whenComplete((done, failure) -> end(failure));
  }

  /** Starts to connect. {@code killSwitch} must end the connection below {@code flow}. */
  static Connection start(
      Origin origin,
      SharedKillSwitch killSwitch,
      Flow<HttpRequest, HttpResponse, CompletionStage<OutgoingConnection>> flow,
      ActorSystem<?> system) {
    return new Connection(origin, killSwitch, flow, system);
  }

  Origin origin() {
    return origin;
  }

  /** Completes when the TCP connection stands. */
  CompletionStage<OutgoingConnection> connected() {
    return connected;
  }

  /** Completes, never with a failure, when the connection is closed. */
  CompletionStage<Void> ended() {
    return ended;
  }

  boolean open() {
    return !ended.isDone();
  }

  /** Sends a request; the earlier one's body must have been read to its end. */
  CompletionStage<HttpResponse> send(HttpRequest request) {
    CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
    if (!waiting.compareAndSet(null, answer)) {
      throw new IllegalStateException("a request is under way");
    }
    QueueOfferResult sent = requests.offer(request);
    if (sent == QueueOfferResult.dropped()) {
      fail(new Lost());
    } else if (sent != QueueOfferResult.enqueued() || ended.isDone()) {
      // It ended before the request was sent, perhaps in its handshake: that is the reason to tell.
      var unused = ended.thenRun(() -> fail(endedBecause));
    }
    return answer;
  }

  private void answered(HttpResponse response) {
    CompletableFuture<HttpResponse> answer = waiting.getAndSet(null);
    if (answer == null || !answer.complete(response)) {
      abort(new Lost());
    }
  }

  private void end(Throwable failure) {
    endedBecause = failure == null ? new Lost() : failure;
    ended.complete(null);
    fail(endedBecause);
  }

  private void fail(Throwable failure) {
    CompletableFuture<HttpResponse> answer = waiting.getAndSet(null);
    if (answer != null) {
      answer.completeExceptionally(failure);
    }
  }

  /** Ends the connection in order; for idle ones. */
  void close() {
    killSwitch.shutdown();
  }

  /** Ends the connection at once; a request or body under way fails with {@code reason}. */
  void abort(Throwable reason) {
    // First, because TLS would put a reason of its own in the place of ours.
    fail(reason);
    killSwitch.abort(reason);
  }
}
