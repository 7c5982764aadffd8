package io.tributary.storage.http;

import akka.actor.typed.ActorSystem;
import io.tributary.storage.rules.SourceRules;
import java.net.InetAddress;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a source finds around it on its machine.
 *
 * @param environment variables that name proxies
 * @param privateAddress whether public servers must not lead to an address
 * @param rules which addresses are never connected to
 */
record Surroundings(
    AddressBook addresses,
    Map<String, String> environment,
    Predicate<InetAddress> privateAddress,
    SourceRules rules) {

  /** Without such rules. */
  Surroundings(
      AddressBook addresses,
      Map<String, String> environment,
      Predicate<InetAddress> privateAddress) {
    this(addresses, environment, privateAddress, SourceRules.NONE);
  }

  static Surroundings of(ActorSystem<?> system) {
    return new Surroundings(
        HttpNode.get(system).addresses(),
        System.getenv(),
        PrivateAddresses::contains,
        SourceRules.get(system));
  }
}
