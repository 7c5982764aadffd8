package io.tributary.storage.http;

import akka.actor.ActorSystem;
import akka.http.javadsl.ClientTransport;
import akka.http.javadsl.OutgoingConnection;
import akka.http.javadsl.settings.ClientConnectionSettings;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Flow;
import akka.util.ByteString;
import java.util.concurrent.CompletionStage;

/** A transport whose connection ends when the switch says so, in both directions. */
final class SwitchedTransport extends ClientTransport {
  private final ClientTransport transport;
  private final SharedKillSwitch killSwitch;

  SwitchedTransport(ClientTransport transport, SharedKillSwitch killSwitch) {
    this.transport = transport;
    this.killSwitch = killSwitch;
  }

  @Override
  public Flow<ByteString, ByteString, CompletionStage<OutgoingConnection>> connectTo(
      String host, int port, ClientConnectionSettings settings, ActorSystem system) {
    return Flow.of(ByteString.class)
        .via(killSwitch.flow())
        .viaMat(
            transport.connectTo(host, port, settings, system), (ignored, connected) -> connected)
        .via(killSwitch.flow());
  }
}
