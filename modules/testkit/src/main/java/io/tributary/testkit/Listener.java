package io.tributary.testkit;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Accepts connections and gives each a daemon thread; beyond the limit they wait in the kernel's
 * backlog.
 */
final class Listener implements AutoCloseable {

  /** Serves one connection; the socket is closed afterwards. */
  @FunctionalInterface
  interface Handler {
    void serve(Socket socket, long number) throws IOException;
  }

  private final ServerSocket listening;
  private final Handler handler;
  private final Semaphore places;
  private final AtomicLong accepted = new AtomicLong();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  Listener(ServerSocket listening, int maxConnections, Handler handler) {
    this.listening = listening;
    this.handler = handler;
    this.places = new Semaphore(maxConnections);
  }

  void start() {
    daemon("accept", this::acceptAll);
  }

  int port() {
    return listening.getLocalPort();
  }

  long accepted() {
    return accepted.get();
  }

  int open() {
    return open.size();
  }

  /** FIN on every open connection; new ones are still accepted. */
  void closeConnections() {
    open.forEach(Listener::closeQuietly);
  }

  @Override
  public void close() {
    closeQuietly(listening);
    closeConnections();
  }

  private void acceptAll() {
    while (!listening.isClosed()) {
      places.acquireUninterruptibly();
      try {
        Socket socket = listening.accept();
        open.add(socket);
        long number = accepted.incrementAndGet();
        daemon("connection-" + number, () -> serve(socket, number));
      } catch (IOException e) {
        // The listener was closed, or one connection was lost before it was accepted.
        places.release();
      }
    }
    closeConnections();
  }

  private void serve(Socket socket, long number) {
    try (socket) {
      handler.serve(socket, number);
    } catch (IOException e) {
      // The peer went away, or a fault ended the connection: both are everyday life here.
      closeQuietly(socket);
    } finally {
      open.remove(socket);
      places.release();
    }
  }

  private void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, "testkit-" + port() + "-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // Nothing is left to do for a socket that cannot even be closed.
    }
  }
}
