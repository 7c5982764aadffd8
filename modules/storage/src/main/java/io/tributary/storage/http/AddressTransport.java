package io.tributary.storage.http;

import akka.actor.ActorSystem;
import akka.http.javadsl.ClientTransport;
import akka.http.javadsl.OutgoingConnection;
import akka.http.javadsl.settings.ClientConnectionSettings;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Tcp;
import akka.util.ByteString;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import scala.jdk.javaapi.DurationConverters;

/** Connects to one address that was resolved and checked before, whatever the host's name is. */
final class AddressTransport extends ClientTransport {
  private final InetSocketAddress address;

  AddressTransport(InetSocketAddress address) {
    this.address = address;
  }

  @Override
  public Flow<ByteString, ByteString, CompletionStage<OutgoingConnection>> connectTo(
      String host, int port, ClientConnectionSettings settings, ActorSystem system) {
    return Tcp.get(system)
        .outgoingConnection(
            address,
            Optional.empty(),
            settings.getSocketOptions(),
            true,
            Optional.of(DurationConverters.toJava(settings.getConnectingTimeout())),
            Optional.empty())
        .mapMaterializedValue(connecting -> connecting.thenApply(AddressTransport::described));
  }

  private static OutgoingConnection described(Tcp.OutgoingConnection tcp) {
    return new OutgoingConnection(
        new akka.http.scaladsl.Http.OutgoingConnection(tcp.localAddress(), tcp.remoteAddress()));
  }
}
