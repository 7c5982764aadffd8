package io.tributary.storage.http;

import io.tributary.storage.wire.PlainWire;
import io.tributary.storage.wire.TlsWire;
import io.tributary.storage.wire.Tunnel;
import io.tributary.storage.wire.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens connections: resolves, checks, tries one address after the other. */
final class Connector {

  /** An address gets at least this long to accept, however many there are. */
  private static final Duration LEAST_CONNECT_TIMEOUT = Duration.ofSeconds(1);

  private final HttpNode node;
  private final AddressBook addresses;
  private final AddressGuard guard;
  private final TlsContexts.Trust trust;
  private final Duration timeout;

  /**
   * @param timeout for resolving, and for connecting
   */
  Connector(
      HttpNode node,
      AddressBook addresses,
      AddressGuard guard,
      TlsContexts.Trust trust,
      Duration timeout) {
    this.node = node;
    this.addresses = addresses;
    this.guard = guard;
    this.trust = trust;
    this.timeout = timeout;
  }

  CompletionStage<Connection> connect(Route route) {
    return tlsContext(route)
        .thenApplyAsync(Connector::withSpareDescriptors, node.blocking())
        .thenCompose(
            tls ->
                addresses(route)
                    .thenCompose(found -> tryNext(route, tls, found.iterator(), timeout(found))));
  }

  private static <T> T withSpareDescriptors(T value) {
    try {
      SpareDescriptors.require();
      return value;
    } catch (IOException e) {
      throw new TransportFailures.NoDescriptor();
    }
  }

  private CompletionStage<Optional<TlsContext>> tlsContext(Route route) {
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
      Route route, Optional<TlsContext> tls, Iterator<InetAddress> rest, Duration connectTimeout) {
    if (!rest.hasNext()) {
      return CompletableFuture.failedFuture(new UnknownHostException(route.nextHop().host()));
    }
    InetAddress address = rest.next();
    return CompletableFuture.supplyAsync(
            () -> connect(route, tls, address, connectTimeout), node.blocking())
        .handle(
            (connection, failure) -> {
              if (failure == null) {
                addresses.worked(address);
                return CompletableFuture.completedStage(connection);
              }
              if (!(TransportFailures.unwrap(failure) instanceof TransportFailures.NoDescriptor)) {
                addresses.failed(address);
              }
              return rest.hasNext()
                  ? tryNext(route, tls, rest, connectTimeout)
                  : CompletableFuture.<Connection>failedStage(failure);
            })
        .thenCompose(stage -> stage);
  }

  private Connection connect(
      Route route, Optional<TlsContext> tls, InetAddress address, Duration connectTimeout) {
    InetSocketAddress socketAddress = new InetSocketAddress(address, route.nextHop().port());
    try {
      Wire wire = PlainWire.connect(socketAddress, connectTimeout);
      return new Connection(
          route.origin(), wire, fresh -> open(route, tls, fresh), node.settings().headLimits());
    } catch (PlainWire.NoSocketException e) {
      // Another lane may have taken the descriptors that were spare a moment ago.
      throw new TransportFailures.NoDescriptor();
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private Wire open(Route route, Optional<TlsContext> tls, Wire wire) throws IOException {
    if (tls.isEmpty()) {
      return wire;
    }
    Origin origin = route.origin();
    if (route.proxy().isPresent()) {
      String credentials = route.proxy().get().basicCredentials().orElse("");
      Tunnel.open(wire, origin.hostAndPort(), credentials, node.settings().headLimits());
    }
    return TlsWire.handshake(wire, tls.get().engine(origin.host(), origin.port()));
  }
}
