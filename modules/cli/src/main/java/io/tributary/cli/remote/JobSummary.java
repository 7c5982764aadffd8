package io.tributary.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.core.display.DisplayText;
import io.tributary.core.quantity.ByteSize;
import io.tributary.core.quantity.Rate;
import io.tributary.engine.client.http.ControlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A job of a node, for people. */
final class JobSummary {
  private JobSummary() {}

  static boolean is(JsonNode submission) {
    return submission.path("kind").asText().equals("job");
  }

  /**
   * {@code 1,200 of 5,000+ objects, 1.2 GiB, 3 failed}: more may be listed where there is a plus.
   */
  static String progress(JsonNode job) {
    JsonNode counts = counts(job);
    return counts.isObject() ? sentence(counts) : "nothing yet";
  }

  /** Of its end; before that, of its latest progress. */
  static JsonNode counts(JsonNode job) {
    return job.path("result").isObject() ? job.path("result") : job.path("progress");
  }

  static long failed(JsonNode job) {
    return counts(job).path("failed").asLong();
  }

  static String sentence(JsonNode counts) {
    long kept = counts.path("kept").asLong();
    long archived = counts.path("archived").asLong();
    long failed = counts.path("failed").asLong() - archived;
    List<String> parts = new ArrayList<>();
    parts.add(
        String.format(
            Locale.ROOT,
            "%,d of %,d%s objects",
            counts.path("fetched").asLong() + kept + failed,
            counts.path("planned").asLong(),
            counts.path("listing").asBoolean() ? "+" : ""));
    parts.add(ByteSize.format(counts.path("bytesFetched").asLong()));
    if (kept > 0) {
      parts.add(String.format(Locale.ROOT, "%,d kept", kept));
    }
    if (failed > 0) {
      parts.add(String.format(Locale.ROOT, "%,d failed", failed));
    }
    if (archived > 0) {
      parts.add(String.format(Locale.ROOT, "%,d archived", archived));
    }
    return String.join(", ", parts);
  }

  /** A line for each of the first failures, and one for the others. */
  static List<String> failures(JsonNode job) {
    List<String> lines = new ArrayList<>();
    counts(job)
        .path("firstFailures")
        .forEach(one -> lines.add(ControlClient.problem(one.path("error")).oneLine()));
    long more = failed(job) - lines.size();
    if (more > 0) {
      String file = job.path("failures").asText("");
      String where = file.isEmpty() || file.equals("null") ? job.path("receipt").asText("") : file;
      boolean written = !where.isEmpty() && !where.equals("null");
      lines.add(
          "and %d more failed%s"
              .formatted(
                  more,
                  written
                      ? ": all are in " + DisplayText.escape(where)
                      : ": --failures or --receipt writes all of them"));
    }
    return lines;
  }

  /** What goes on: a line for all, and one for each node. */
  static List<String> table(JsonNode status) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s, %s, coordinated by %s"
            .formatted(sentence(status), speed(status), name(status, "coordinator")));
    int width = "node".length();
    for (JsonNode node : status.path("nodes")) {
      width = Math.max(width, name(node, "node").length());
    }
    String row = "  %-" + width + "s  %7s  %7s  %12s";
    if (!status.path("nodes").isEmpty()) {
      lines.add(row.formatted("node", "batches", "objects", "received"));
    }
    for (JsonNode node : status.path("nodes")) {
      lines.add(
          row.formatted(
              name(node, "node"),
              node.path("batches").size(),
              node.path("objects").asText(),
              ByteSize.format(node.path("bytesReceived").asLong())));
    }
    status
        .path("firstFailures")
        .forEach(one -> lines.add(ControlClient.problem(one.path("error")).oneLine()));
    return lines;
  }

  /** One line: {@code 23 MB/s, 3 nodes}. */
  static String line(JsonNode status) {
    int nodes = status.path("nodes").size();
    return speed(status) + ", " + nodes + (nodes == 1 ? " node" : " nodes");
  }

  private static String speed(JsonNode status) {
    return Rate.format(status.path("bytesPerSecond").asDouble());
  }

  private static String name(JsonNode json, String field) {
    return DisplayText.escape(json.path(field).asText());
  }
}
