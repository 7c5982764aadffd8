package io.tributary.benchmarks.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens to the events of a node, as an open page does, and notes how late they come. */
final class Listener implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPE = "event: ";
  private static final String DATA = "data: ";

  private final ApiConnection connection;
  private final Latencies lags = new Latencies();
  private final Map<String, Instant> firstBytes = new ConcurrentHashMap<>();
  private final AtomicInteger stale = new AtomicInteger();

  private Listener(ApiConnection connection) {
    this.connection = connection;
  }

  static Listener start(ApiConnection.NodeAddress node) throws IOException {
    ApiConnection connection = new ApiConnection(node);
    connection.listen();
    Listener listener = new Listener(connection);
    Thread thread = new Thread(listener::read, "listener");
    thread.setDaemon(true);
    thread.start();
    return listener;
  }

  private void read() {
    String type = "";
    try {
      while (true) {
        String line = connection.line();
        if (line.startsWith(TYPE)) {
          type = line.substring(TYPE.length());
        } else if (line.startsWith(DATA)) {
          heard(type, JSON.readTree(line.substring(DATA.length())), Instant.now());
        }
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void heard(String type, JsonNode data, Instant now) {
    switch (type) {
      case "changed" -> data.path("rows").forEach(row -> changed(row, now));
      case "progress" -> data.path("steps").forEach(step -> moved(step, now));
      case "stale" -> stale.incrementAndGet();
      default -> {
        return;
      }
    }
  }

  private void changed(JsonNode row, Instant now) {
    Instant changedAt = Instant.parse(row.get("changedAt").asText());
    lags.add(200, Math.max(0, Duration.between(changedAt, now).toNanos()));
    if (row.get("bytesDone").asLong() > 0) {
      firstBytes.putIfAbsent(row.get("id").asText(), now);
    }
  }

  private void moved(JsonNode step, Instant now) {
    if (step.get(2).asLong() > 0) {
      firstBytes.putIfAbsent(step.get(1).asText(), now);
    }
  }

  /** From the time that a row says it was changed at, until it was told. */
  Latencies lags() {
    return lags;
  }

  /** How often it was told to read the list instead. */
  int stale() {
    return stale.get();
  }

  /** When it was first told that bytes of it had come; null while it was not. */
  Instant firstBytes(String id) {
    return firstBytes.get(id);
  }

  @Override
  public void close() {
    connection.close();
  }
}
