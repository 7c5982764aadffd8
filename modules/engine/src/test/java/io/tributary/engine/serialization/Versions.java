package io.tributary.engine.serialization;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;

/** What two versions may differ in that run side by side: the later one may say more. */
public final class Versions {
  private final ObjectMapper mapper;

  /**
   * @param mapper reads and writes trees
   */
  public Versions(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** The same with a field more in each of its objects, as of a later version. */
  public byte[] later(byte[] bytes) throws IOException {
    JsonNode tree = mapper.readTree(bytes);
    grow(tree);
    return mapper.writeValueAsBytes(tree);
  }

  private static void grow(JsonNode tree) {
    tree.forEach(Versions::grow);
    if (tree instanceof ObjectNode object) {
      object.putObject("ofALaterVersion").put("number", 1);
    }
  }

  /** Fails unless all that the earlier version reads is in what is written now. */
  public void requireReadable(String name, byte[] earlier, byte[] now) throws IOException {
    requireWithin(name, mapper.readTree(earlier), mapper.readTree(now));
  }

  private static void requireWithin(String where, JsonNode earlier, JsonNode now) {
    if (earlier instanceof ObjectNode object) {
      for (Iterator<Map.Entry<String, JsonNode>> fields = object.fields(); fields.hasNext(); ) {
        Map.Entry<String, JsonNode> field = fields.next();
        String name = where + "/" + field.getKey();
        assertTrue(name + " is not written any more", now.has(field.getKey()));
        requireWithin(name, field.getValue(), now.get(field.getKey()));
      }
    } else if (earlier.isArray()) {
      assertEquals(where, earlier.size(), now.size());
      for (int i = 0; i < earlier.size(); i++) {
        requireWithin(where + "/" + i, earlier.get(i), now.get(i));
      }
    } else {
      assertEquals(where, earlier.asText(), now.asText());
    }
  }
}
