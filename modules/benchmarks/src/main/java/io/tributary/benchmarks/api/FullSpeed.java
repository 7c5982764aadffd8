package io.tributary.benchmarks.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Downloads without a limit of objects so large that they do not end before what is measured beside
 * them. They must be asked for first: nodes begin with what was asked for first. Not thread-safe.
 */
final class FullSpeed implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ApiConnection.NodeAddress node;
  private final List<String> ids = new ArrayList<>();
  private long beganNanos = System.nanoTime();
  private long beganBytes;

  private FullSpeed(ApiConnection.NodeAddress node) {
    this.node = node;
  }

  static FullSpeed start(ApiConnection.NodeAddress node, String source, Path directory, int count)
      throws IOException {
    FullSpeed running = new FullSpeed(node);
    for (int i = 0; i < count; i++) {
      String destination = directory.resolve("large-" + i).toString();
      running.ids.add(
          running
              .ask("POST", "/v1/downloads", Orders.download(source, destination))
              .get("id")
              .asText());
    }
    return running;
  }

  private JsonNode ask(String method, String path, String body) throws IOException {
    // Each on its own: a connection that is idle for long is closed.
    try (ApiConnection connection = new ApiConnection(node)) {
      ApiConnection.Answer answer = connection.ask(method, path, "", body);
      if (answer.status() / 100 != 2) {
        throw new IOException(path + ": " + answer.status() + " " + answer.body());
      }
      return JSON.readTree(answer.body());
    }
  }

  List<String> ids() {
    return List.copyOf(ids);
  }

  /** Measures the speed from now on. */
  void mark() throws IOException {
    beganBytes = bytes();
    beganNanos = System.nanoTime();
  }

  /** Since the last mark. */
  double bytesPerSecond() throws IOException {
    return (bytes() - beganBytes) / ((System.nanoTime() - beganNanos) / 1e9);
  }

  private long bytes() throws IOException {
    long bytes = 0;
    for (String id : ids) {
      JsonNode shown = ask("GET", "/v1/downloads/" + id, "");
      long written = shown.at("/status/writtenBytes").asLong(0);
      bytes += Math.max(written, shown.get("bytesDone").asLong());
    }
    return bytes;
  }

  /** How many of them still go on. */
  int active() throws IOException {
    int active = 0;
    for (String id : ids) {
      String state = ask("GET", "/v1/downloads/" + id, "").get("state").asText();
      active += state.equals("active") ? 1 : 0;
    }
    return active;
  }

  /** Gives up those that have not ended. */
  @Override
  public void close() throws IOException {
    for (String id : ids) {
      try (ApiConnection connection = new ApiConnection(node)) {
        connection.ask("DELETE", "/v1/downloads/" + id, "", "");
      }
    }
  }
}
