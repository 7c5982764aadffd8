package io.tributary.testkit.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network of its own on this machine, with real hosts in Linux network namespaces: a switch, any
 * number of hosts with a link each, whose speed is limited both ways, and this machine as the hub,
 * whose link has no limit. What runs in this process, such as an object server, is reached at the
 * hub's address; hosts reach each other and nothing beyond.
 *
 * <pre>{@code
 * try (HostNetwork network = HostNetwork.create()) {
 *   Host host = network.host("node-1", Link.of(100_000_000));
 *   Process process = host.process(List.of("curl", "http://" + network.hub().address())).start();
 *   host.cutOutgoing();
 *   host.heal();
 * }
 * }</pre>
 *
 * <p>Needs Linux, root and the programs {@code ip}, {@code tc} and {@code nft}: ask {@link
 * #missingProgram} and {@link #obstacle} first. Several networks may be there at a time, of one
 * process or several. What a process leaves that is killed is removed by the next one that makes a
 * network. Addresses are of 10.213.0.0/16. All methods block, and throw {@link
 * java.io.UncheckedIOException} with the command that failed; {@link #host} and {@link #close} are
 * not for several threads at a time.
 */
public final class HostNetwork implements AutoCloseable {
  private static final String SWITCH_DEVICE = "switch";
  private static final String HOST_DEVICE = "eth0";
  private static final int MOST_HOSTS = 200;

  private final NetworkNames names;
  private final Namespace switchSpace;
  private final Wires wires;
  private final Host hub;
  private final List<Host> hosts = new ArrayList<>();
  private final Thread atExit = new Thread(this::remove);
  private boolean removed;

  private HostNetwork(NetworkNames names) {
    this.names = names;
    this.switchSpace = Namespace.create(names.switchName());
    connectHub();
    this.wires = new Wires(switchSpace);
    this.hub = new Host("hub", names.address(0), names.port(0), Optional.empty(), wires);
  }

  /** The first program that is not installed, of those that networks are made with. */
  public static Optional<String> missingProgram() {
    return Programs.NEEDED.stream().filter(name -> Programs.find(name).isEmpty()).findFirst();
  }

  /** Why no network can be made here, in one line; empty when one can, which was tried. */
  public static Optional<String> obstacle() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.of("hosts in network namespaces: only on Linux");
    }
    if (missingProgram().isPresent()) {
      return Optional.of(
          "hosts in network namespaces: the program "
              + missingProgram().get()
              + " is missing; apt-get install iproute2 nftables");
    }
    if (!System.getProperty("user.name").equals("root")) {
      return Optional.of("hosts in network namespaces: only root may make them");
    }
    try (HostNetwork network = create()) {
      network.host("probe", Link.of(1_000_000).betweenHosts(2_000_000));
      network.host("another", Link.of(1_000_000));
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of("hosts in network namespaces: the kernel refuses: " + e.getMessage());
    }
  }

  /** Makes a network without hosts. */
  public static HostNetwork create() {
    HostNetwork network = NetworkNames.take(HostNetwork::new);
    Runtime.getRuntime().addShutdownHook(network.atExit);
    return network;
  }

  private void connectHub() {
    switchSpace.ip("link", "add", SWITCH_DEVICE, "type", "bridge");
    switchSpace.ip("link", "set", SWITCH_DEVICE, "up");
    String device = names.hubDevice();
    Programs.run(
        words(
            "ip link add %s type veth peer name %s netns %s"
                .formatted(device, names.port(0), switchSpace.name())));
    Programs.run("ip", "link", "set", device, "alias", Owner.self().text());
    plugIn(names.port(0));
    Programs.run("ip", "address", "add", names.address(0) + "/24", "dev", device);
    Programs.run("ip", "link", "set", device, "up");
  }

  private void plugIn(String port) {
    switchSpace.ip("link", "set", port, "master", SWITCH_DEVICE, "up");
  }

  private static String[] words(String command) {
    return command.split(" ", -1);
  }

  /**
   * Adds a host.
   *
   * @param name of letters, digits and hyphens, 1 to 60, not that of another
   */
  public Host host(String name, Link link) {
    requireFree(name);
    int number = hosts.size() + 1;
    String port = names.port(number);
    Namespace inside = Namespace.create(names.namespace(name));
    switchSpace.ip(
        words(
            "link add %s type veth peer name %s netns %s"
                .formatted(port, HOST_DEVICE, inside.name())));
    new Shaping(switchSpace, port).apply(link, "src", hub.address());
    new Shaping(inside, HOST_DEVICE).apply(link, "dst", hub.address());
    inside.ip("address", "add", names.address(number) + "/24", "dev", HOST_DEVICE);
    inside.ip("link", "set", HOST_DEVICE, "up");
    plugIn(port);
    Host made = new Host(name, names.address(number), port, Optional.of(inside), wires);
    hosts.add(made);
    return made;
  }

  private void requireFree(String name) {
    if (!name.matches("[A-Za-z0-9-]{1,60}") || names.namespace(name).equals(names.switchName())) {
      throw new IllegalArgumentException("no name for a host: " + name);
    }
    if (hosts.size() == MOST_HOSTS) {
      throw new IllegalStateException("there are " + MOST_HOSTS + " hosts already");
    }
  }

  /** This machine. Its link can be cut, too: then it hears, or is heard by, no host. */
  public Host hub() {
    return hub;
  }

  /** In the order in which they were added, without the hub. */
  public List<Host> hosts() {
    return List.copyOf(hosts);
  }

  /** Ends every process on every host, and removes the network. May be called again. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException alreadyAtExit) {
      // Then this machine's process is ending, and the hook does it as well.
    }
    remove();
  }

  /** Only once: the number may be another's by then. */
  private synchronized void remove() {
    if (!removed) {
      names.remove();
      removed = true;
    }
  }
}
