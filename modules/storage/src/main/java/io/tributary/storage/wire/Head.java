package io.tributary.storage.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Status line and headers of an answer.
 *
 * @param persistent whether the protocol's version lets the connection serve more than one request
 * @param fields as on the wire, values trimmed
 */
public record Head(int status, boolean persistent, List<Field> fields) {

  /** One header. */
  public record Field(String name, String value) {}

  public Head {
    fields = List.copyOf(fields);
  }

  /** All values of this name, in order. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (Field field : fields) {
      if (field.name.equalsIgnoreCase(name)) {
        values.add(field.value);
      }
    }
    return values;
  }

  /** Whether a comma-separated list of this name has this word, in any case. */
  boolean lists(String name, String word) {
    for (String value : all(name)) {
      for (String each : value.toLowerCase(Locale.ROOT).split(",", -1)) {
        if (each.trim().equals(word)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the connection ends with this answer. */
  public boolean closing() {
    return !persistent || lists("Connection", "close");
  }
}
