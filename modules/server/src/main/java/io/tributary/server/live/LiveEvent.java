package io.tributary.server.live;

import akka.util.ByteString;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One event, as it is sent: written once, for all listeners.
 *
 * @param id what a listener names to go on after it
 */
record LiveEvent(String id, ByteString text) {
  private static final JsonMapper MAPPER = new JsonMapper();

  static LiveEvent of(String id, String type, ObjectNode data) {
    return new LiveEvent(
        id,
        ByteString.fromString("id: " + id + "\nevent: " + type + "\ndata: " + line(data) + "\n\n"));
  }

  /** JSON has no line break but in texts, where it is escaped. */
  private static String line(ObjectNode data) {
    try {
      return MAPPER.writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
