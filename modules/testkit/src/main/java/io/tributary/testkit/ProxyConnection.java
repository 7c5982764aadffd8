package io.tributary.testkit;

import io.tributary.testkit.http.Headers;
import io.tributary.testkit.http.RequestBody;
import io.tributary.testkit.http.RequestReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** One client of the proxy. */
final class ProxyConnection {
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

  private static final String UNAUTHORIZED =
      String.join(
          "\r\n",
          "HTTP/1.1 407 Proxy Authentication Required",
          "Proxy-Authenticate: Basic realm=\"testkit\"",
          "Content-Length: 0",
          "",
          "");

  private final ProxyServer proxy;
  private final Socket client;

  ProxyConnection(ProxyServer proxy, Socket client) {
    this.proxy = proxy;
    this.client = client;
  }

  void serve() throws IOException {
    client.setTcpNoDelay(true);
    InputStream in = new BufferedInputStream(client.getInputStream());
    OutputStream out = client.getOutputStream();
    RequestReader reader = new RequestReader(in, out, RequestReader.TargetForm.AS_SENT);
    Optional<RequestReader.Head> head = reader.readHead();
    while (head.isPresent() && !authorized(head.get().headers())) {
      proxy.refusedOne();
      write(out, UNAUTHORIZED);
      head = reader.readHead();
    }
    if (head.isPresent()) {
      RequestBody body = reader.readBody(head.get().headers());
      forward(head.get(), body, in, out);
    }
  }

  private boolean authorized(Headers headers) {
    if (proxy.credentials().isEmpty()) {
      return true;
    }
    byte[] expected = proxy.credentials().getBytes(StandardCharsets.UTF_8);
    String basic = "Basic " + Base64.getEncoder().encodeToString(expected);
    return headers.first("Proxy-Authorization").filter(basic::equals).isPresent();
  }

  private void forward(RequestReader.Head head, RequestBody body, InputStream in, OutputStream out)
      throws IOException {
    proxy.allowed(head.method() + " " + head.target());
    boolean tunnel = head.method().equals("CONNECT");
    URI target = URI.create(tunnel ? "//" + head.target() : head.target());
    int port = target.getPort() < 0 ? 80 : target.getPort();
    InetSocketAddress address = proxy.addressOf(target.getHost(), port);
    try (Socket server = new Socket()) {
      try {
        server.connect(address, CONNECT_TIMEOUT_MILLIS);
      } catch (IOException e) {
        write(out, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
        return;
      }
      server.setTcpNoDelay(true);
      if (tunnel) {
        write(out, "HTTP/1.1 200 Connection established\r\n\r\n");
      } else {
        write(server.getOutputStream(), originForm(head, target));
        server.getOutputStream().write(body.bytes());
      }
      pump(in, out, server);
    }
  }

  /** Copies both ways until both ends have finished. */
  private void pump(InputStream in, OutputStream out, Socket server) throws IOException {
    Thread upwards = new Thread(() -> copy(in, server), "testkit-proxy-" + proxy.port());
    upwards.setDaemon(true);
    upwards.start();
    server.getInputStream().transferTo(out);
    client.shutdownOutput();
  }

  private static void copy(InputStream in, Socket server) {
    try {
      in.transferTo(server.getOutputStream());
      server.shutdownOutput();
    } catch (IOException e) {
      // One of the two ended the connection; the other direction notices by itself.
      return;
    }
  }

  private static String originForm(RequestReader.Head head, URI target) {
    String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
    StringBuilder text = new StringBuilder();
    text.append(head.method()).append(' ').append(target.getRawPath()).append(query);
    text.append(" HTTP/1.1\r\nConnection: close\r\n");
    Headers kept = head.headers().without("Proxy-Authorization").without("Connection");
    for (Headers.Line line : kept.without("Proxy-Connection").lines()) {
      text.append(line.name()).append(": ").append(line.value()).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
