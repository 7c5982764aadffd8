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

  /** The elements of the comma-separated lists of this name, in lower case. */
  List<String> words(String name) {
    List<String> words = new ArrayList<>();
    for (String value : all(name)) {
      for (String each : value.toLowerCase(Locale.ROOT).split(",", -1)) {
        if (!each.isBlank()) {
          words.add(each.trim());
        }
      }
    }
    return words;
  }

  /**
   * Whether the connection ends with this answer: also when it is framed in two ways, since what is
   * in between may have understood the other (RFC 9112, 6.1).
   */
  public boolean closing() {
    boolean ambiguous = !all("Transfer-Encoding").isEmpty() && !all("Content-Length").isEmpty();
    return !persistent || ambiguous || words("Connection").contains("close");
  }
}
