package io.tributary.storage.http;

import akka.actor.typed.ActorSystem;
import io.tributary.core.locator.Locator;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sends one request over one connection and waits for the head of its answer. */
final class HttpExchange {
  private final HttpNode node;
  private final Locator locator;
  private final ProxySelection proxies;
  private final Connector connector;
  private final ConnectionPool pool;
  private final Duration timeout;
  private final Answer.Limits limits;

  /**
   * @param timeout how long to wait for the head, from the moment the request is handed over
   */
  HttpExchange(
      ActorSystem<?> system,
      Locator locator,
      ProxySelection proxies,
      Connector connector,
      Duration timeout) {
    this.node = HttpNode.get(system);
    this.locator = locator;
    this.proxies = proxies;
    this.connector = connector;
    HttpSettings settings = node.settings();
    this.pool = new ConnectionPool(system, settings.maxIdleConnections());
    node.opened(pool);
    this.timeout = timeout;
    this.limits =
        new Answer.Limits(
            system,
            node.blocking(),
            settings.keepAlive(),
            settings.bodyStartTimeout(),
            settings.errorBodyTimeout());
  }

  /**
   * To the dialect's target and where that leads.
   *
   * @throws io.tributary.core.failure.TributaryException of kind USAGE when the proxy cannot be
   *     used
   */
  static HttpExchange of(
      HttpDialect dialect,
      SourceOptions options,
      SourceSecrets secrets,
      ActorSystem<?> system,
      Surroundings surroundings) {
    Connector connector =
        new Connector(
            HttpNode.get(system),
            surroundings.addresses(),
            new AddressGuard(
                Origin.of(dialect.target()),
                options.allowPrivateRedirects(),
                surroundings.privateAddress()),
            new TlsContexts.Trust(options.caFile(), options.insecure()),
            options.timeout());
    ProxySelection proxies = new ProxySelection(secrets.proxy(), surroundings.environment());
    return new HttpExchange(system, dialect.locator(), proxies, connector, options.timeout());
  }

  /** Fails with a TributaryException when no head of an answer comes. */
  CompletionStage<Answer> send(RequestHead head) {
    return onRoute(head, true);
  }

  /** As {@link #send}, never over a connection that was used before. */
  CompletionStage<Answer> sendAfresh(RequestHead head) {
    return onRoute(head, false);
  }

  private CompletionStage<Answer> onRoute(RequestHead head, boolean mayReuse) {
    Origin origin = Origin.of(head.target());
    Route route = new Route(origin, proxies.forOrigin(origin));
    TransportFailures failures = new TransportFailures(locator, head.kind(), route);
    Optional<Connection> idle = mayReuse ? pool.takeIdle(origin) : Optional.empty();
    CompletionStage<Answer> answer =
        idle.isEmpty()
            ? overNewConnection(head, route, failures)
            : attempt(head, route, idle.get(), true, failures)
                .handle((got, failure) -> orOverNewConnection(head, route, failures, got, failure))
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
  private CompletionStage<Answer> orOverNewConnection(
      RequestHead head, Route route, TransportFailures failures, Answer got, Throwable failure) {
    if (failure == null) {
      return CompletableFuture.completedStage(got);
    }
    Throwable reason = TransportFailures.unwrap(failure);
    boolean hopeless =
        reason instanceof TransportFailures.NoAnswer || reason instanceof HttpNode.ShuttingDown;
    return hopeless
        ? CompletableFuture.failedStage(failure)
        : overNewConnection(head, route, failures);
  }

  private CompletionStage<Answer> overNewConnection(
      RequestHead head, Route route, TransportFailures failures) {
    return CompletableFuture.completedStage(route)
        .thenCompose(connector::connect)
        .thenCompose(
            connection -> {
              pool.opened(connection);
              return attempt(head, route, connection, false, failures);
            });
  }

  private CompletionStage<Answer> attempt(
      RequestHead head,
      Route route,
      Connection connection,
      boolean reused,
      TransportFailures failures) {
    TransportFailures.NoAnswer noAnswer = new TransportFailures.NoAnswer(timeout.toSeconds());
    Deadline deadline = new Deadline(limits::after, timeout, () -> connection.abort(noAnswer));
    byte[] request = route.render(head, node.settings().userAgent());
    boolean isHead = head.kind() == RequestKind.HEAD;
    return CompletableFuture.supplyAsync(
            () -> {
              if (reused && !connection.quiet()) {
                connection.abort(new Connection.Lost());
              }
              return connection.exchange(request, isHead);
            },
            node.blocking())
        .whenComplete(
            (got, failure) -> {
              if (!deadline.met() && failure == null) {
                throw noAnswer;
              }
            })
        .thenApply(got -> new Answer(head, got, connection, pool, limits, failures));
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
