package io.tributary.testkit.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that have to be told theirs, or that are started again on the same one: port 0
 * is for all the others. From below what the system gives to connections and to port 0, which would
 * be taken by anyone before the server gets there, or while it is away. Thread-safe.
 */
public final class FreePorts {
  private static final int FIRST = 10_000;

  /** Below those of the torture's clusters, and below Linux's ephemeral ports, from 32768 on. */
  private static final int COUNT = 16_000;

  /** Processes that draw at the same time are this far apart, most likely. */
  private static final int PRIME = 7919;

  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * PRIME % COUNT));

  private FreePorts() {}

  /** One of loopback, 127.0.0.1. */
  public static int onLoopback() {
    return on("127.0.0.1");
  }

  /**
   * One that nobody listens to on these addresses. This process does not get it again before all
   * others.
   *
   * @param addresses of this machine, one or more
   * @return from 10000 to 25999
   * @throws IllegalStateException when there is none
   */
  public static int on(String... addresses) {
    for (int tried = 0; tried < COUNT; tried++) {
      int port = FIRST + NEXT.getAndUpdate(last -> (last + 1) % COUNT);
      if (isFree(port, addresses)) {
        return port;
      }
    }
    throw new IllegalStateException("every port is taken on " + String.join(", ", addresses));
  }

  static boolean isFree(int port, String... addresses) {
    for (String address : addresses) {
      if (!isFreeAt(address, port)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFreeAt(String address, int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(address))) {
      return socket.isBound();
    } catch (BindException taken) {
      if (isOfThisMachine(address)) {
        return false;
      }
      throw new IllegalStateException(address + " is no address of this machine", taken);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOfThisMachine(String address) {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
