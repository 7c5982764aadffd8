package io.tributary.server.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One line of what is listed, as it is now.
 *
 * @param kind what it is: {@code download}, {@code job}
 * @param sizeBytes -1 while unknown
 * @param json all that lists show of it
 */
public record LiveRow(
    String kind, String id, Instant changedAt, long bytesDone, long sizeBytes, ObjectNode json) {
  String key() {
    return kind + "/" + id;
  }
}
