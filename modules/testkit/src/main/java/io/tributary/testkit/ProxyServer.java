package io.tributary.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A forward proxy on 127.0.0.1: CONNECT tunnels, and plain requests in absolute form, each with a
 * connection of its own. Host names may be led elsewhere, so that tests can use names that no DNS
 * knows. Thread-safe; two daemon threads per tunnel.
 */
public final class ProxyServer implements AutoCloseable {
  private static final int BACKLOG = 64;
  private static final int MAX_CONNECTIONS = 256;
  private static final int MAX_LOG = 10_000;

  private final Map<String, InetSocketAddress> routes = new ConcurrentHashMap<>();
  private final List<String> targets = new ArrayList<>();
  private final String credentials;
  private final Listener listener;
  private long refused;

  private ProxyServer(String credentials, ServerSocket listening) {
    this.credentials = credentials;
    this.listener =
        new Listener(
            listening,
            MAX_CONNECTIONS,
            (socket, number) -> new ProxyConnection(this, socket).serve());
  }

  /** A proxy for everybody. */
  public static ProxyServer start() {
    return start("");
  }

  /**
   * A proxy that answers 407 to all but one user.
   *
   * @param credentials {@code user:password}, expected as Basic authentication; empty for none
   */
  public static ProxyServer start(String credentials) {
    try {
      ServerSocket listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
      ProxyServer proxy = new ProxyServer(credentials, listening);
      proxy.listener.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on 127.0.0.1", e);
    }
  }

  /** The port listened on. */
  public int port() {
    return listener.port();
  }

  /** {@code http://127.0.0.1:port}, without credentials. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** Leads all requests for {@code host}, whatever their port, to this port of 127.0.0.1. */
  public void route(String host, int port) {
    routes.put(host, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /** What was asked for and allowed, {@code CONNECT host:port} or {@code GET http://…}. */
  public List<String> targets() {
    synchronized (targets) {
      return List.copyOf(targets);
    }
  }

  /** How often the answer was 407. */
  public long refused() {
    synchronized (targets) {
      return refused;
    }
  }

  @Override
  public void close() {
    listener.close();
  }

  String credentials() {
    return credentials;
  }

  InetSocketAddress addressOf(String host, int port) {
    InetSocketAddress routed = routes.get(host);
    return routed != null ? routed : new InetSocketAddress(host, port);
  }

  void allowed(String target) {
    synchronized (targets) {
      if (targets.size() < MAX_LOG) {
        targets.add(target);
      }
    }
  }

  void refusedOne() {
    synchronized (targets) {
      refused++;
    }
  }
}
