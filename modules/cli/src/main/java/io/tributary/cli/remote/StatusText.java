package io.tributary.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.core.display.DisplayText;
import io.tributary.core.quantity.ByteSize;
import io.tributary.core.quantity.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What goes on in a download of a node, and where, for people. */
final class StatusText {
  private static final int HUNDRED = 100;

  private StatusText() {}

  /** One line: {@code 24 MB/s from node-1 (52 %, 12 MB/s), node-2 (48 %, 12 MB/s)}. */
  static String line(JsonNode status) {
    String nodes =
        nodes(status).stream()
            .map(
                node ->
                    "%s (%s, %s)".formatted(name(node, "node"), share(node, status), speed(node)))
            .collect(Collectors.joining(", "));
    return nodes.isEmpty() ? status.path("phase").asText() : speed(status) + " from " + nodes;
  }

  /** A table with a line for each node. */
  static List<String> table(JsonNode status) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s, %s, coordinated by %s"
            .formatted(status.path("phase").asText(), speed(status), name(status, "coordinator")));
    int width =
        nodes(status).stream().mapToInt(node -> name(node, "node").length()).max().orElse(0);
    String row = "  %-" + Math.max(width, "node".length()) + "s  %5s  %12s  %12s  %5s  %s";
    if (width > 0) {
      lines.add(row.formatted("node", "lanes", "speed", "fetched", "share", "in flight"));
    }
    for (JsonNode node : nodes(status)) {
      lines.add(
          row.formatted(
              name(node, "node"),
              node.path("lanes").asText(),
              speed(node),
              ByteSize.format(node.path("writtenBytes").asLong()),
              share(node, status),
              ByteSize.format(bytes(node.path("inFlight")))));
    }
    return lines;
  }

  private static List<JsonNode> nodes(JsonNode status) {
    return StreamSupport.stream(status.path("nodes").spliterator(), false).toList();
  }

  private static String name(JsonNode json, String field) {
    return DisplayText.escape(json.path(field).asText());
  }

  private static String speed(JsonNode json) {
    return Rate.format(json.path("bytesPerSecond").asDouble());
  }

  /** Of what all nodes fetched in this run. */
  private static String share(JsonNode node, JsonNode status) {
    long all = nodes(status).stream().mapToLong(one -> one.path("writtenBytes").asLong()).sum();
    long own = node.path("writtenBytes").asLong();
    return all == 0 ? "-" : Math.round((double) HUNDRED * own / all) + " %";
  }

  private static long bytes(JsonNode ranges) {
    return StreamSupport.stream(ranges.spliterator(), false)
        .mapToLong(range -> range.path(1).asLong() - range.path(0).asLong())
        .sum();
  }
}
