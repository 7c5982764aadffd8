package io.tributary.benchmarks.limits;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bucket of any number of small objects, none of which exists until somebody asks for it. */
final class KeyOrigin implements AutoCloseable {
  private static final int THREADS = 32;
  private static final int PAGE_KEYS = 1000;
  private static final int KEYS_PER_PREFIX = 5000;
  private static final int OBJECT_BYTES = 100;
  private static final Pattern TOKEN = Pattern.compile("(?:^|&)continuation-token=([0-9]+)");
  private static final String MODIFIED = "2026-11-01T00:00:00.000Z";

  private final HttpServer server;
  private final ExecutorService threads;
  private final long keys;
  private final AtomicLong pages = new AtomicLong();
  private final AtomicLong objects = new AtomicLong();

  private KeyOrigin(HttpServer server, ExecutorService threads, long keys) {
    this.server = server;
    this.threads = threads;
    this.keys = keys;
  }

  static KeyOrigin start(long keys) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    KeyOrigin origin = new KeyOrigin(server, threads, keys);
    server.setExecutor(threads);
    server.createContext("/", origin::answer);
    server.start();
    return origin;
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  long allPages() {
    return (keys + PAGE_KEYS - 1) / PAGE_KEYS;
  }

  /** How many pages of the listing were asked for so far. */
  long pages() {
    return pages.get();
  }

  /** How many objects were asked for so far. */
  long objects() {
    return objects.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    boolean listing = query != null && query.contains("list-type=2");
    byte[] body = listing ? page(query) : new byte[OBJECT_BYTES];
    if (!listing) {
      objects.incrementAndGet();
      exchange.getResponseHeaders().set("Last-Modified", "Sun, 01 Nov 2026 00:00:00 GMT");
    }
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private byte[] page(String query) {
    pages.incrementAndGet();
    Matcher token = TOKEN.matcher(query);
    long first = token.find() ? Long.parseLong(token.group(1)) : 0;
    long end = Math.min(keys, first + PAGE_KEYS);
    StringBuilder page = new StringBuilder(PAGE_KEYS * 200);
    page.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult>");
    page.append("<EncodingType>url</EncodingType>");
    page.append("<IsTruncated>").append(end < keys).append("</IsTruncated>");
    if (end < keys) {
      page.append("<NextContinuationToken>").append(end).append("</NextContinuationToken>");
    }
    for (long key = first; key < end; key++) {
      page.append("<Contents><Key>");
      page.append(String.format(Locale.ROOT, "keys/%05d/object-%09d", key / KEYS_PER_PREFIX, key));
      page.append("</Key><LastModified>").append(MODIFIED).append("</LastModified><Size>");
      page.append(OBJECT_BYTES).append("</Size><StorageClass>STANDARD</StorageClass></Contents>");
    }
    return page.append("</ListBucketResult>").toString().getBytes(UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
