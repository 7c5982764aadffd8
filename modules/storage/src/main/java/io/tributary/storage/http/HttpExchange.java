package io.tributary.storage.http;

import akka.actor.typed.ActorSystem;
import io.tributary.core.locator.Locator;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Sends one request over one connection and waits for the head of its answer. */
final class HttpExchange {
  private static final Executor HERE = Runnable::run;

  /** Over which connection a request goes, and which thread waits. */
  enum Way {
    /** Over a kept connection where there is one; no thread of the caller's waits. */
    USUAL,
    /** The same over a new connection. */
    AFRESH,
    /**
     * As usual, but where a connection is kept, the caller's thread waits, which must be allowed.
     */
    HERE
  }

  /** A request under way. */
  private record Call(
      RequestHead head, Route route, TransportFailures failures, Executor waiting) {}

  private final HttpNode node;
  private final ProxySelection proxies;
  private final Connector connector;
  private final ConnectionPool pool;
  private final Duration timeout;
  private final Answer.Limits limits;

  /**
   * @param maxIdle connections that are kept for the next request
   * @param timeout how long to wait for the head, from the moment the request is handed over
   */
  HttpExchange(
      ActorSystem<?> system,
      ProxySelection proxies,
      Connector connector,
      int maxIdle,
      Duration timeout) {
    this.node = HttpNode.get(system);
    this.proxies = proxies;
    this.connector = connector;
    HttpSettings settings = node.settings();
    this.pool = new ConnectionPool(node.timers(), maxIdle);
    node.opened(pool);
    this.timeout = timeout;
    this.limits =
        new Answer.Limits(
            node.timers(),
            node.blocking(),
            settings.keepAlive(),
            settings.bodyStartTimeout(),
            settings.errorBodyTimeout());
  }

  /**
   * To {@code start} and where that leads.
   *
   * @throws io.tributary.core.failure.TributaryException of kind USAGE when the proxy cannot be
   *     used
   */
  static HttpExchange of(
      URI start,
      int maxIdle,
      SourceOptions options,
      SourceSecrets secrets,
      ActorSystem<?> system,
      Surroundings surroundings) {
    Connector connector =
        new Connector(
            HttpNode.get(system),
            surroundings.addresses(),
            new AddressGuard(
                Origin.of(start),
                options.allowPrivateRedirects(),
                surroundings.privateAddress(),
                surroundings.rules()),
            new TlsContexts.Trust(options.caFile(), options.insecure()),
            options.timeout());
    ProxySelection proxies = new ProxySelection(secrets.proxy(), surroundings.environment());
    return new HttpExchange(system, proxies, connector, maxIdle, options.timeout());
  }

  /** Fails with a TributaryException about {@code locator} when no head of an answer comes. */
  CompletionStage<Answer> send(Locator locator, RequestHead head, Way way) {
    Origin origin = Origin.of(head.target());
    Route route = new Route(origin, proxies.forOrigin(origin));
    TransportFailures failures = new TransportFailures(locator, head.kind(), route);
    Call call = new Call(head, route, failures, way == Way.HERE ? HERE : node.blocking());
    Optional<Connection> idle = way == Way.AFRESH ? Optional.empty() : pool.takeIdle(origin);
    CompletionStage<Answer> answer =
        idle.isEmpty()
            ? overNewConnection(call)
            : attempt(call, idle.get(), true)
                .handle((got, failure) -> orOverNewConnection(call, got, failure))
                .thenCompose(stage -> stage);
    return answer.handle(
        (got, failure) -> {
          if (failure != null) {
            throw failures.of(failure);
          }
          return checked(got);
        });
  }

  /**
   * A server may close an idle connection just as it is used again, or have left bytes on it: that
   * is no failure of this request.
   */
  private CompletionStage<Answer> orOverNewConnection(Call call, Answer got, Throwable failure) {
    if (failure == null) {
      return CompletableFuture.completedStage(got);
    }
    Throwable reason = TransportFailures.unwrap(failure);
    boolean hopeless =
        reason instanceof TransportFailures.NoAnswer || reason instanceof HttpNode.ShuttingDown;
    return hopeless ? CompletableFuture.failedStage(failure) : overNewConnection(call);
  }

  private CompletionStage<Answer> overNewConnection(Call call) {
    return CompletableFuture.completedStage(call.route)
        .thenCompose(connector::connect)
        .thenCompose(
            connection -> {
              pool.opened(connection);
              // Here is now where the connection was made, and waiting is allowed there too.
              return attempt(call, connection, false);
            });
  }

  private CompletionStage<Answer> attempt(Call call, Connection connection, boolean reused) {
    TransportFailures.NoAnswer noAnswer = new TransportFailures.NoAnswer(timeout.toSeconds());
    Deadline deadline = new Deadline(limits::after, timeout, () -> connection.abort(noAnswer));
    byte[] request = call.route.render(call.head, node.settings().userAgent());
    boolean isHead = call.head.kind() == RequestKind.HEAD;
    return CompletableFuture.supplyAsync(
            () -> {
              if (reused && !connection.quiet()) {
                connection.abort(new Connection.Lost());
              }
              return connection.exchange(request, isHead);
            },
            call.waiting)
        .whenComplete(
            (got, failure) -> {
              if (!deadline.met() && failure == null) {
                throw noAnswer;
              }
            })
        .thenApply(got -> new Answer(call.head, got, connection, pool, limits, call.failures));
  }

  private static Answer checked(Answer answer) {
    boolean fromProxy = answer.status() == 407 && answer.failures().route().proxy().isPresent();
    if (fromProxy) {
      answer.discard();
      throw answer.failures().refusedByProxy(407);
    }
    return answer;
  }

  /** How many connections exist, in use or idle. */
  int connections() {
    return pool.size();
  }

  void close() {
    pool.close(new Connection.Lost());
    node.closed(pool);
  }
}
