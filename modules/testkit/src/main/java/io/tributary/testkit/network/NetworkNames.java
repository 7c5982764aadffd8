package io.tributary.testkit.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What the networks of this machine are called: by a number, under which their namespaces, devices
 * and addresses are found. Whoever takes a number first removes what killed processes have left.
 */
record NetworkNames(int number) {
  private static final String PREFIX = "trib";
  private static final int MOST_NETWORKS = 256;

  /** Processes take numbers one at a time. */
  private static final Path LOCK = Path.of("/run/tributary-networks.lock");

  /** Takes a number that is free, and lets something be made under it before anyone else looks. */
  static <T> T take(Function<NetworkNames, T> maker) {
    return locked(
        () -> {
          List<NetworkNames> all =
              IntStream.range(0, MOST_NETWORKS).mapToObj(NetworkNames::new).toList();
          all.stream().filter(NetworkNames::abandoned).forEach(NetworkNames::clear);
          NetworkNames free =
              all.stream()
                  .filter(network -> !network.taken())
                  .findFirst()
                  .orElseThrow(() -> new IllegalStateException("too many networks"));
          try {
            return maker.apply(free);
          } catch (RuntimeException e) {
            free.clear();
            throw e;
          }
        });
  }

  /**
   * Nobody on this machine makes or removes a network meanwhile, this thread's own calls included.
   */
  static synchronized <T> T locked(Supplier<T> work) {
    try (FileChannel channel =
        FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      return work.get();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + LOCK, e);
    }
  }

  /** The namespace of the switch; it is there as long as the network is. */
  String switchName() {
    return namespace("switch");
  }

  String namespace(String host) {
    return PREFIX + number + "-" + host;
  }

  /** This machine's device in the network. */
  String hubDevice() {
    return PREFIX + number;
  }

  /** Of the switch; 0 is the hub's. */
  String port(int host) {
    return "port" + host;
  }

  /** 0 is the hub's. */
  String address(int host) {
    return "10.213." + number + "." + (host + 1);
  }

  private boolean taken() {
    return new Namespace(switchName()).exists();
  }

  private boolean abandoned() {
    return taken() && !Owner.of(hubDevice()).map(Owner::alive).orElse(false);
  }

  /** Ends what runs on the hosts, and removes all of it. */
  void remove() {
    locked(
        () -> {
          clear();
          return null;
        });
  }

  /** The switch goes last: as long as it is there, the next one knows that something is left. */
  private void clear() {
    // Namespaces take their devices with them, but later; this one's name must be free at once.
    if (Files.exists(Path.of("/sys/class/net", hubDevice()))) {
      Programs.run("ip", "link", "delete", hubDevice());
    }
    Namespace.startingWith(PREFIX + number + "-").stream()
        .filter(namespace -> !namespace.name().equals(switchName()))
        .forEach(Namespace::remove);
    new Namespace(switchName()).remove();
  }
}
