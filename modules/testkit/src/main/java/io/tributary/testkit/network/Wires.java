package io.tributary.testkit.network;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which frames the switch passes on: all but those on a wire that is cut. Nobody is told: frames
 * vanish, devices stay up, and connections wait. Hosts still find each other's hardware addresses,
 * as if there were routers in between: else what is cut one way would soon be cut both ways.
 * Thread-safe.
 */
final class Wires {
  private static final String TABLE = "bridge wires";
  private static final String RULES =
      """
      table bridge wires {
        set from { type ifname; }
        set to { type ifname; }
        set between { type ifname . ifname; }
        chain passing {
          type filter hook forward priority 0;
          ether type arp accept
          iifname @from drop
          oifname @to drop
          iifname . oifname @between drop
        }
      }
      """;

  private final Namespace namespace;
  private final Set<Wire> cut = new LinkedHashSet<>();

  /** In the set of rules, or the pair of devices, that its name says. */
  private record Wire(String set, List<String> devices) {
    String element() {
      return devices.stream().map(device -> '"' + device + '"').collect(Collectors.joining(" . "));
    }
  }

  Wires(Namespace namespace) {
    this.namespace = namespace;
    namespace.nft(RULES);
  }

  /** What the device's host sends. */
  void cutFrom(String device) {
    cut(new Wire("from", List.of(device)));
  }

  /** What is sent to the device's host. */
  void cutTo(String device) {
    cut(new Wire("to", List.of(device)));
  }

  void cutBetween(String from, String to) {
    cut(new Wire("between", List.of(from, to)));
  }

  private synchronized void cut(Wire wire) {
    if (cut.add(wire)) {
      change("add", wire);
    }
  }

  synchronized void healBetween(String from, String to) {
    Wire wire = new Wire("between", List.of(from, to));
    if (cut.remove(wire)) {
      change("delete", wire);
    }
  }

  /** Everything that was cut from or to a device, or between it and another. */
  synchronized void heal(String device) {
    for (Wire wire : List.copyOf(cut)) {
      if (wire.devices().contains(device)) {
        change("delete", wire);
        cut.remove(wire);
      }
    }
  }

  private void change(String verb, Wire wire) {
    namespace.nft("%s element %s %s { %s }".formatted(verb, TABLE, wire.set(), wire.element()));
  }
}
