package io.tributary.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that sees every byte. */
public final class RawClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 10_000;

  private final Socket socket;
  private final InputStream in;

  public RawClient(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  public RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(TIMEOUT_MILLIS);
    this.in = socket.getInputStream();
  }

  /** Status line, headers, and the body as far as it came. */
  public static final class Reply {
    private final String head;
    private final byte[] body;

    public Reply(String head, byte[] body) {
      this.head = head;
      this.body = body;
    }

    public byte[] body() {
      return body;
    }

    public int status() {
      return Integer.parseInt(head.substring(9, 12));
    }

    public String header(String name) {
      for (String line : head.split("\r\n", -1)) {
        if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
          return line.substring(name.length() + 1).trim();
        }
      }
      return "";
    }
  }

  public void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public void get(String target, String... headerLines) throws IOException {
    request("GET", target, headerLines);
  }

  public void request(String method, String target, String... headerLines) throws IOException {
    StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: test\r\n");
    for (String line : headerLines) {
      text.append(line).append("\r\n");
    }
    send(text.append("\r\n").toString());
  }

  /** Reads a head and a body as long as Content-Length says. */
  public Reply reply() throws IOException {
    String head = head();
    String length = new Reply(head, new byte[0]).header("Content-Length");
    return new Reply(head, length.isEmpty() ? new byte[0] : read(Integer.parseInt(length)));
  }

  /** Reads up to the empty line. */
  public String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        break;
      }
      head.write(b);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /** Exactly so many bytes, fewer only at the end of the connection. */
  public byte[] read(int length) throws IOException {
    return in.readNBytes(length);
  }

  /** Everything up to the end of the connection. */
  public byte[] readAll() throws IOException {
    return in.readAllBytes();
  }

  public void timeoutMillis(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
