package io.tributary.benchmarks.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** All that a node knows of, read page by page. */
record WholeList(Map<String, JsonNode> rows) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 1000;
  private static final long MOST_SECONDS = 900;

  static WholeList read(ApiConnection.NodeAddress node) throws IOException {
    Map<String, JsonNode> rows = new HashMap<>();
    try (ApiConnection connection = new ApiConnection(node)) {
      String before = "";
      while (true) {
        ApiConnection.Answer answer =
            connection.ask("GET", "/v1/downloads?limit=" + PAGE + before, "", "");
        JsonNode page = JSON.readTree(answer.body());
        page.path("downloads").forEach(row -> rows.put(row.get("id").asText(), row));
        if (!page.path("next").isNumber()) {
          return new WholeList(rows);
        }
        before = "&before=" + page.get("next").asLong();
      }
    }
  }

  /** Waits until nothing waits, and nothing goes on. */
  static void awaitEnd(ApiConnection.NodeAddress node) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    boolean going = true;
    while (going) {
      if (System.nanoTime() - end > 0) {
        throw new IOException("submissions do not end");
      }
      TimeUnit.MILLISECONDS.sleep(500);
      try (ApiConnection connection = new ApiConnection(node)) {
        String left =
            connection.ask("GET", "/v1/downloads?state=waiting,active&limit=1", "", "").body();
        going = left.contains("\"id\":");
      }
    }
  }

  /** How many of these it does not know. */
  long missing(Set<String> ids) {
    return ids.stream().filter(id -> !rows.containsKey(id)).count();
  }

  /** How many of these are in that state. */
  long in(String state, Set<String> ids) {
    return ids.stream()
        .filter(rows::containsKey)
        .filter(id -> rows.get(id).get("state").asText().equals(state))
        .count();
  }

  /** From a file's being there until its row said so. */
  Latencies completionLags(Set<String> ids) throws IOException {
    Latencies lags = new Latencies();
    for (String id : ids) {
      JsonNode row = rows.get(id);
      if (row != null && row.get("state").asText().equals("completed")) {
        Instant ended = Instant.parse(row.get("endedAt").asText());
        Instant there = there(Path.of(row.get("destination").asText()));
        lags.add(200, Math.max(0, Duration.between(there, ended).toNanos()));
      }
    }
    return lags;
  }

  /** When it got its name. */
  private static Instant there(Path file) throws IOException {
    try {
      return ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
    } catch (NoSuchFileException e) {
      throw new IOException("it is said to be completed, and is not there: " + file, e);
    }
  }
}
