package io.tributary.torture.cluster;

import io.tributary.testkit.network.Host;
import java.util.List;

/** The links of hosts, one for each node, by the nodes' numbers from 0 on. */
record Links(List<Host> hosts) {
  void cut(int node) {
    hosts.get(node).cut();
  }

  /** Neither hears the other; everything else is as before. */
  void cutFromOthers(int node) {
    Host host = hosts.get(node);
    for (Host other : hosts) {
      if (!other.equals(host)) {
        host.cutTo(other);
        other.cutTo(host);
      }
    }
  }

  void cutOneWay(int node, boolean outgoing) {
    if (outgoing) {
      hosts.get(node).cutOutgoing();
    } else {
      hosts.get(node).cutIncoming();
    }
  }

  void heal(int node) {
    hosts.get(node).heal();
  }
}
