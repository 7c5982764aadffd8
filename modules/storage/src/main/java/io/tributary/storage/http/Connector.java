package io.tributary.storage.http;

import akka.actor.typed.ActorSystem;
import akka.event.NoLogging;
import akka.http.javadsl.ClientTransport;
import akka.http.javadsl.Http;
import akka.http.javadsl.HttpsConnectionContext;
import akka.http.javadsl.OutgoingConnection;
import akka.http.javadsl.OutgoingConnectionBuilder;
import akka.http.javadsl.model.headers.HttpCredentials;
import akka.http.javadsl.settings.ClientConnectionSettings;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import scala.jdk.javaapi.DurationConverters;

/** Opens connections: resolves, checks, tries one address after the other. */
final class Connector {

  /** An address gets at least this long to accept, however many there are. */
  private static final Duration LEAST_CONNECT_TIMEOUT = Duration.ofSeconds(1);

  private static final Duration GRACE = Duration.ofSeconds(1);

  private final ActorSystem<?> system;
  private final HttpNode node;
  private final AddressBook addresses;
  private final AddressGuard guard;
  private final TlsContexts.Trust trust;
  private final Duration timeout;

  /**
   * @param timeout for resolving, and for connecting
   */
  Connector(
      ActorSystem<?> system,
      AddressBook addresses,
      AddressGuard guard,
      TlsContexts.Trust trust,
      Duration timeout) {
    this.system = system;
    this.node = HttpNode.get(system);
    this.addresses = addresses;
    this.guard = guard;
    this.trust = trust;
    this.timeout = timeout;
  }

  CompletionStage<Connection> connect(Route route) {
    return tlsContext(route)
        .thenCompose(
            tls ->
                addresses(route)
                    .thenCompose(found -> tryNext(route, tls, found.iterator(), timeout(found))));
  }

  private CompletionStage<Optional<HttpsConnectionContext>> tlsContext(Route route) {
    return route.origin().secure()
        ? node.tls().context(trust).thenApply(Optional::of)
        : CompletableFuture.completedFuture(Optional.empty());
  }

  private CompletionStage<List<InetAddress>> addresses(Route route) {
    if (route.proxy().isPresent()) {
      guard.checkName(route.origin());
    }
    return resolved(route.nextHop().host())
        .thenApply(
            found -> route.proxy().isPresent() ? found : guard.allowed(route.origin(), found))
        .thenApply(addresses::inOrder)
        .thenApply(
            found -> found.subList(0, Math.min(found.size(), node.settings().maxAddresses())));
  }

  /** The system's resolver may take minutes to say that nobody answers it. */
  private CompletionStage<List<InetAddress>> resolved(String host) {
    return addresses
        .resolve(host)
        .toCompletableFuture()
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(
            failure ->
                CompletableFuture.failedFuture(
                    TransportFailures.unwrap(failure) instanceof TimeoutException
                        ? new TransportFailures.NoAddressInTime()
                        : failure));
  }

  private Duration timeout(List<InetAddress> found) {
    Duration share = timeout.dividedBy(Math.max(1, found.size()));
    return share.compareTo(LEAST_CONNECT_TIMEOUT) < 0 ? LEAST_CONNECT_TIMEOUT : share;
  }

  private CompletionStage<Connection> tryNext(
      Route route,
      Optional<HttpsConnectionContext> tls,
      Iterator<InetAddress> rest,
      Duration connectTimeout) {
    if (!rest.hasNext()) {
      return CompletableFuture.failedFuture(new UnknownHostException(route.nextHop().host()));
    }
    try {
      SpareDescriptors.require();
    } catch (IOException e) {
      return CompletableFuture.failedFuture(new TransportFailures.NoDescriptor());
    }
    InetAddress address = rest.next();
    Connection connection = start(route, tls, address, connectTimeout);
    return connected(connection, connectTimeout)
        .handle(
            (connected, failure) -> {
              if (failure == null) {
                addresses.worked(address);
                return CompletableFuture.completedStage(connection);
              }
              connection.abort(failure);
              addresses.failed(address);
              return rest.hasNext()
                  ? tryNext(route, tls, rest, connectTimeout)
                  : CompletableFuture.<Connection>failedStage(failure);
            })
        .thenCompose(stage -> stage);
  }

  /** Not by Akka's timeout alone, which is that of an actor that may never have come to be. */
  private static CompletionStage<OutgoingConnection> connected(
      Connection connection, Duration connectTimeout) {
    return connection
        .connected()
        .thenApply(connected -> connected)
        .toCompletableFuture()
        .orTimeout(connectTimeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
  }

  private Connection start(
      Route route,
      Optional<HttpsConnectionContext> tls,
      InetAddress address,
      Duration connectTimeout) {
    SharedKillSwitch killSwitch = KillSwitches.shared("connection");
    InetSocketAddress socketAddress = new InetSocketAddress(address, route.nextHop().port());
    ClientConnectionSettings settings =
        node.settings()
            .client()
            .withConnectingTimeout(DurationConverters.toScala(connectTimeout))
            .withTransport(new SwitchedTransport(transport(route, socketAddress), killSwitch));
    // Akka's own words about a connection would name URLs and header values.
    OutgoingConnectionBuilder builder =
        Http.get(system)
            .connectionTo(route.origin().host())
            .toPort(route.origin().port())
            .withClientConnectionSettings(settings)
            .logTo(NoLogging.getInstance());
    var flow =
        tls.map(context -> builder.withCustomHttpsConnectionContext(context).https())
            .orElseGet(builder::http);
    return Connection.start(route.origin(), killSwitch, flow, system);
  }

  private static ClientTransport transport(Route route, InetSocketAddress address) {
    if (route.proxy().isEmpty() || !route.origin().secure()) {
      return new AddressTransport(address);
    }
    // By its address in digits, so that nothing resolves the name a second time.
    InetSocketAddress proxy =
        InetSocketAddress.createUnresolved(
            address.getAddress().getHostAddress(), address.getPort());
    Proxy credentials = route.proxy().get();
    return credentials.basicCredentials().isEmpty()
        ? ClientTransport.httpsProxy(proxy)
        : ClientTransport.httpsProxy(
            proxy,
            HttpCredentials.createBasicHttpCredentials(credentials.user(), credentials.password()));
  }
}
