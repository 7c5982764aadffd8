package io.tributary.benchmarks.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy for TCP on loopback, between tools and the origin, that makes connections slow, distant
 * or stuck. nginx can limit a request, but lets the first second's worth of it through at once;
 * here bytes come evenly, as from a shaped link.
 */
public final class Relay implements AutoCloseable {
  private static final int BACKLOG = 256;

  /** Of several connections, the one that gets stuck: neither the first nor the last as a rule. */
  private static final int STUCK = 3;

  /** What the kernel holds besides the window: little, so that the window counts. */
  private static final int SOCKET_BYTES = 256 << 10;

  private final ServerSocket listener;
  private final int originPort;
  private final Shape shape;
  private final Set<RelayedConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger advanced = new AtomicInteger();

  private Relay(ServerSocket listener, int originPort, Shape shape) {
    this.listener = listener;
    this.originPort = originPort;
    this.shape = shape;
  }

  /** Listens on a free port. */
  public static Relay start(int originPort, Shape shape) throws IOException {
    ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Relay relay = new Relay(listener, originPort, shape);
    Threads.start("relay-accept", relay::accept);
    return relay;
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** From here on another connection may get stuck; those from before are closed. */
  public void startRun() {
    connections.forEach(RelayedConnection::close);
    connections.clear();
    advanced.set(0);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        open(listener.accept());
      } catch (IOException closed) {
        // The next accept ends the loop, when it is the listener that was closed.
      }
    }
  }

  private void open(Socket client) throws IOException {
    client.setTcpNoDelay(true);
    client.setSendBufferSize(SOCKET_BYTES);
    Socket origin = new Socket();
    origin.setReceiveBufferSize(SOCKET_BYTES);
    origin.setTcpNoDelay(true);
    origin.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), originPort));
    RelayedConnection connection = new RelayedConnection(client, origin, shape, this::getsStuck);
    connections.add(connection);
    connection.start(() -> connections.remove(connection));
  }

  /** Asked by each connection once, when it has brought enough. */
  private boolean getsStuck() {
    return advanced.incrementAndGet() == STUCK;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    connections.forEach(RelayedConnection::close);
  }
}
