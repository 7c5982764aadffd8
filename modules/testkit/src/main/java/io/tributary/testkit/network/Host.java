package io.tributary.testkit.network;

import java.util.List;
import java.util.Optional;

/**
 * One host of a {@link HostNetwork}: a network namespace with a loopback device of its own and one
 * link to the switch. It shares everything else with this machine: files, processes, clock.
 *
 * <p>What is cut vanishes silently, as behind a switch that fails: devices stay up, and connections
 * wait for answers. Cutting and healing take effect at once, for connections that are open, too;
 * either may be asked for again. Safe for use by several threads.
 */
public final class Host {
  private final String name;
  private final String address;
  private final String port;
  private final Optional<Namespace> namespace;
  private final Wires wires;

  /**
   * @param port of the switch to which it is connected
   * @param namespace none for this machine itself, at the hub
   */
  Host(String name, String address, String port, Optional<Namespace> namespace, Wires wires) {
    this.name = name;
    this.address = address;
    this.port = port;
    this.namespace = namespace;
    this.wires = wires;
  }

  public String name() {
    return name;
  }

  /** Its IPv4 address, by which all hosts and this machine reach it. */
  public String address() {
    return address;
  }

  /**
   * What to start so that a command runs on this host. The process that is started is the command
   * itself: its id is the command's, and signals reach it.
   */
  public List<String> command(List<String> command) {
    return namespace.map(inside -> inside.command(command)).orElse(command);
  }

  /** A builder of a process that runs on this host. */
  public ProcessBuilder process(List<String> command) {
    return new ProcessBuilder(command(command));
  }

  /** Cuts its link, both ways. */
  public void cut() {
    cutOutgoing();
    cutIncoming();
  }

  /** From now on nobody hears it. It hears everybody. */
  public void cutOutgoing() {
    wires.cutFrom(port);
  }

  /** From now on it hears nobody. Everybody hears it. */
  public void cutIncoming() {
    wires.cutTo(port);
  }

  /** From now on the other one does not hear this one, which hears the other. */
  public void cutTo(Host other) {
    wires.cutBetween(port, other.port);
  }

  /** Ends what {@link #cutTo} did between the two. */
  public void healTo(Host other) {
    wires.healBetween(port, other.port);
  }

  /** Ends all cuts of its link, and all between it and any other, both ways. */
  public void heal() {
    wires.heal(port);
  }

  @Override
  public String toString() {
    return name + " (" + address + ")";
  }
}
