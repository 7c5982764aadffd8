package io.tributary.cli.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One object with ranges, on loopback; and a directory with it, as nginx shows one. */
final class TrainingServer implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]+)");
  private static final int THREADS = 8;
  private static final String DIRECTORY = "/tree/";
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
    return base() + "/object";
  }

  /** Of the directory. */
  String treeUrl() {
    return base() + DIRECTORY;
  }

  private String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  byte[] content() {
    return content.clone();
  }

  private void answer(HttpExchange exchange) throws IOException {
    if (exchange.getRequestURI().getPath().equals(DIRECTORY)) {
      byte[] index = index().getBytes(UTF_8);
      exchange.sendResponseHeaders(200, index.length);
      exchange.getResponseBody().write(index);
      exchange.close();
      return;
    }
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

  private String index() {
    return String.format(
        Locale.ROOT,
        "<html>\r\n<head><title>Index of /tree/</title></head>\r\n<body>\r\n<h1>Index of"
            + " /tree/</h1><hr><pre><a href=\"../\">../</a>\r\n"
            + "<a href=\"object\">object</a> 27-Nov-2026 12:00 %d\r\n"
            + "</pre><hr></body>\r\n</html>\r\n",
        content.length);
  }
}
