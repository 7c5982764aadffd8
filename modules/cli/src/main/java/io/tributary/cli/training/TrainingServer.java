package io.tributary.cli.training;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One object with ranges, on loopback. */
final class TrainingServer implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]+)");
  private static final int THREADS = 8;

  private final HttpServer server;
  private final ExecutorService threads;
  private final byte[] content;

  private TrainingServer(HttpServer server, ExecutorService threads, byte[] content) {
    this.server = server;
    this.threads = threads;
    this.content = content;
  }

  static TrainingServer start(int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(1).nextBytes(content);
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    TrainingServer training = new TrainingServer(HttpServer.create(address, 0), threads, content);
    training.server.setExecutor(threads);
    training.server.createContext("/", training::answer);
    training.server.start();
    return training;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/object";
  }

  byte[] content() {
    return content.clone();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    exchange.getResponseHeaders().set("ETag", "\"1\"");
    exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(content.length));
      exchange.sendResponseHeaders(200, -1);
    } else {
      Matcher asked = RANGE.matcher(range == null ? "" : range);
      boolean part = asked.matches();
      int first = part ? Integer.parseInt(asked.group(1)) : 0;
      int last =
          part
              ? Math.min(Integer.parseInt(asked.group(2)), content.length - 1)
              : content.length - 1;
      if (part) {
        exchange
            .getResponseHeaders()
            .set("Content-Range", "bytes " + first + "-" + last + "/" + content.length);
      }
      exchange.sendResponseHeaders(part ? 206 : 200, last - first + 1);
      try (OutputStream body = exchange.getResponseBody()) {
        body.write(content, first, last - first + 1);
      }
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
