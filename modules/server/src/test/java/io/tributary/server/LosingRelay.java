package io.tributary.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before a node: the first answers do not get through, although the node has given them.
 * Each request needs a connection of its own.
 */
final class LosingRelay implements AutoCloseable {
  private final ServerSocket listener;
  private final int to;
  private final AtomicInteger toLose;

  LosingRelay(int to, int toLose) throws IOException {
    this.to = to;
    this.toLose = new AtomicInteger(toLose);
    listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** How many answers are still to be lost. */
  int toLose() {
    return toLose.get();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "losing-relay");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        start(() -> relay(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void relay(Socket client) {
    try (client;
        Socket node = new Socket(InetAddress.getLoopbackAddress(), to)) {
      start(() -> copy(client, node));
      InputStream answer = node.getInputStream();
      byte[] buffer = new byte[64 << 10];
      int first = answer.read(buffer);
      if (first < 0 || toLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        return;
      }
      OutputStream out = client.getOutputStream();
      out.write(buffer, 0, first);
      answer.transferTo(out);
    } catch (IOException over) {
      return;
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException over) {
      return;
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
