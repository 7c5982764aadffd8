package io.tributary.torture.cluster;

import io.tributary.testkit.network.Host;
import io.tributary.testkit.network.HostNetwork;
import io.tributary.testkit.network.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Where the nodes are: on loopback addresses of this machine, or on hosts of their own.
 *
 * @param hub where the database and the source are
 * @param addresses of the nodes
 * @param launchers what to start so that a command runs where the node is
 * @param links empty on loopback
 * @param network what takes the hosts away
 */
record Site(
    String hub,
    List<String> addresses,
    List<UnaryOperator<List<String>>> launchers,
    Links links,
    Runnable network)
    implements AutoCloseable {
  private static final long BITS_PER_SECOND = 1_000_000_000;

  static Site loopback(int nodes) {
    List<String> addresses = new ArrayList<>();
    List<UnaryOperator<List<String>>> launchers = new ArrayList<>();
    for (int i = 1; i <= nodes; i++) {
      addresses.add("127.0.0." + i);
      launchers.add(UnaryOperator.identity());
    }
    return new Site("127.0.0.1", addresses, launchers, new Links(List.of()), () -> {});
  }

  /** Each node on a host whose link can be cut. */
  static Site hosts(int nodes) {
    HostNetwork network = HostNetwork.create();
    List<String> addresses = new ArrayList<>();
    List<UnaryOperator<List<String>>> launchers = new ArrayList<>();
    for (int i = 1; i <= nodes; i++) {
      Host host = network.host("node-" + i, Link.of(BITS_PER_SECOND));
      addresses.add(host.address());
      launchers.add(host::command);
    }
    String hub = network.hub().address();
    return new Site(hub, addresses, launchers, new Links(network.hosts()), network::close);
  }

  @Override
  public void close() {
    network.run();
  }
}
