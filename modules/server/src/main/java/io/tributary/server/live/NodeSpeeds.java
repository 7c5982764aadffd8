package io.tributary.server.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.engine.meter.NodeMeter.Reading;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** How fast each node fetches, from what their meters say; and all of them lately. */
final class NodeSpeeds {
  /** A meter that has been silent for so long says nothing any more. */
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(4);

  private static final int MOST_HISTORY = 300;

  private record Speed(Reading latest, long heardNanos, OptionalLong bytesPerSecond) {}

  private final Map<String, Speed> speeds = new HashMap<>();
  private final Deque<long[]> history = new ArrayDeque<>();

  void heard(Reading reading, long nowNanos) {
    Speed before = speeds.get(reading.node());
    speeds.put(reading.node(), new Speed(reading, nowNanos, speed(before, reading)));
  }

  private static OptionalLong speed(Speed beforeOrNull, Reading now) {
    if (beforeOrNull == null || now.atNanos() <= beforeOrNull.latest().atNanos()) {
      return OptionalLong.empty();
    }
    double seconds = (now.atNanos() - beforeOrNull.latest().atNanos()) / 1e9;
    return OptionalLong.of(
        Math.round((now.arrivedBytes() - beforeOrNull.latest().arrivedBytes()) / seconds));
  }

  /**
   * Puts {@code bytesPerSecond} to each node, null where it is not known, and the sum of them; and
   * remembers that sum.
   */
  void addTo(ObjectNode cluster, long nowNanos, long nowMillis) {
    speeds.values().removeIf(speed -> nowNanos - speed.heardNanos() > FRESH_NANOS);
    long all = 0;
    boolean any = false;
    for (JsonNode node : cluster.path("nodes")) {
      String id = node.path("address").asText() + "#" + signed(node.path("uid").asText());
      Speed speed = speeds.get(id);
      OptionalLong known = speed == null ? OptionalLong.empty() : speed.bytesPerSecond();
      ((ObjectNode) node)
          .put("bytesPerSecond", known.isPresent() ? (Long) known.getAsLong() : null);
      all += known.orElse(0);
      any |= known.isPresent();
    }
    cluster.put("bytesPerSecond", any ? (Long) all : null);
    if (any) {
      history.addLast(new long[] {nowMillis, all});
    }
    while (history.size() > MOST_HISTORY) {
      history.removeFirst();
    }
  }

  /** The API shows uids without a sign, ids of nodes have one. */
  private static String signed(String uid) {
    return uid.matches("[0-9]{1,20}") ? Long.toString(Long.parseUnsignedLong(uid)) : uid;
  }

  /** Pairs of a time in milliseconds and the bytes per second of all, the oldest first. */
  ArrayNode history() {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    history.forEach(one -> json.addArray().add(one[0]).add(one[1]));
    return json;
  }

  void forget() {
    speeds.clear();
    history.clear();
  }
}
