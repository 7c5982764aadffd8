package io.tributary.benchmarks.api;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A client with one connection, which it keeps. As plain as can be: it shares the processor with
 * the node that is measured. Not thread-safe.
 */
final class ApiConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 120_000;

  private final NodeAddress node;
  private Socket socket;
  private InputStream in;

  ApiConnection(NodeAddress node) {
    this.node = node;
  }

  /**
   * Where a node is.
   *
   * @param host of loopback
   */
  record NodeAddress(String host, int port, String token) {}

  /** What it answered. */
  record Answer(int status, String body) {}

  /**
   * @param more further lines of the head, each with its end
   * @param body empty for none
   */
  Answer ask(String method, String path, String more, String body) throws IOException {
    send(method, path, more, body);
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    int length = 0;
    boolean ends = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      }
      ends |= lower.equals("connection: close");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the answer ends early");
    }
    if (ends) {
      close();
    }
    return new Answer(status, new String(bytes, StandardCharsets.UTF_8));
  }

  /** Begins to listen to events, whose lines are then read one by one. */
  void listen() throws IOException {
    send("GET", "/v1/events", "", "");
    String status = line();
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException("no events: " + status);
    }
    String header = line();
    while (!header.isEmpty()) {
      header = line();
    }
  }

  private void send(String method, String path, String more, String body) throws IOException {
    if (socket == null) {
      socket = new Socket(node.host(), node.port());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
    }
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: "
            + node.host()
            + "\r\nAuthorization: Bearer "
            + node.token()
            + "\r\n"
            + more
            + (content.length == 0
                ? ""
                : "Content-Type: application/json\r\nContent-Length: " + content.length + "\r\n")
            + "\r\n";
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[start.length + content.length];
    System.arraycopy(start, 0, whole, 0, start.length);
    System.arraycopy(content, 0, whole, start.length, content.length);
    socket.getOutputStream().write(whole);
  }

  /** Without its end. */
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the node closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException alreadyGone) {
      return;
    } finally {
      socket = null;
    }
  }
}
