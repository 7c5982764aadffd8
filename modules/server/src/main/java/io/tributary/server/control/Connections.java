package io.tributary.server.control;

import akka.Done;
import akka.NotUsed;
import akka.http.javadsl.IncomingConnection;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.Materializer;
import akka.stream.javadsl.Flow;
import io.tributary.server.guard.AddressCounts;
import io.tributary.server.settings.HttpSettings;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Serves connections, as many of one address as may be. Thread-safe. */
final class Connections {
  /** One too many is closed soon, for it takes a place of those that may be served. */
  private static final Duration REFUSED_PATIENCE = Duration.ofSeconds(1);

  private final ControlHandler handler;
  private final HttpSettings settings;
  private final Materializer materializer;
  private final AddressCounts addresses;

  Connections(ControlHandler handler, HttpSettings settings, Materializer materializer) {
    this.handler = handler;
    this.settings = settings;
    this.materializer = materializer;
    this.addresses = new AddressCounts(settings.maxConnectionsPerAddress());
  }

  /** Serves one connection; completes with its end. */
  CompletionStage<Done> serve(IncomingConnection connection) {
    String address = connection.remoteAddress().getAddress().getHostAddress();
    String from = address + ":" + connection.remoteAddress().getPort();
    boolean admitted = addresses.opened(address);
    IdleRequests requests = new IdleRequests(admitted ? settings.idleTimeout() : REFUSED_PATIENCE);
    Flow<HttpRequest, HttpResponse, CompletionStage<Done>> flow =
        Flow.of(HttpRequest.class)
            .via(requests)
            .mapAsync(
                1,
                request -> admitted ? handler.handle(request, from) : handler.refuse(request, from))
            .map(requests::answered)
            .watchTermination((NotUsed unused, CompletionStage<Done> end) -> end);
    return connection
        .handleWith(flow, materializer)
        .exceptionally(closedByTheOtherSideOrLate -> Done.done())
        .whenComplete((done, none) -> addresses.closed(address));
  }
}
