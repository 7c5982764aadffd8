package io.tributary.storage.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tributary.core.locator.PercentEncoding;
import io.tributary.core.text.HttpDate;
import io.tributary.storage.listing.ListedObject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code autoindex_format json} of nginx: an array of flat objects. */
final class JsonIndex {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonIndex() {}

  static List<IndexEntry> read(byte[] document) throws NotAnIndexException {
    List<IndexEntry> entries = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(document)) {
      require(parser.nextToken() == JsonToken.START_ARRAY);
      for (JsonToken token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        require(token == JsonToken.START_OBJECT);
        add(fields(parser), entries);
      }
      require(parser.nextToken() == null);
    } catch (IOException notJson) {
      throw new NotAnIndexException("it is not well-formed JSON in UTF-8");
    }
    return entries;
  }

  private static Map<String, String> fields(JsonParser parser)
      throws IOException, NotAnIndexException {
    Map<String, String> fields = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      require(parser.nextToken().isScalarValue());
      fields.put(name, parser.getText());
    }
    require(parser.currentToken() == JsonToken.END_OBJECT);
    return fields;
  }

  private static void add(Map<String, String> fields, List<IndexEntry> entries)
      throws NotAnIndexException {
    String name = fields.getOrDefault("name", "");
    String type = fields.getOrDefault("type", "");
    String size = fields.getOrDefault("size", "");
    boolean directory = type.equals("directory");
    require(!name.isEmpty() && !type.isEmpty());
    if (!directory && !type.equals("file")) {
      // A socket, a device: the server has nothing to send of it.
      return;
    }
    require(directory || size.matches("\\d{1,18}"));
    entries.add(
        new IndexEntry(
            PercentEncoding.encodeSegment(name),
            name,
            directory,
            directory ? ListedObject.UNKNOWN_SIZE : Long.parseLong(size),
            time(fields.getOrDefault("mtime", ""))));
  }

  private static Instant time(String text) throws NotAnIndexException {
    return HttpDate.parse(text)
        .orElseThrow(() -> new NotAnIndexException("a time in its index is not understood"));
  }

  private static void require(boolean asExpected) throws NotAnIndexException {
    if (!asExpected) {
      throw new NotAnIndexException("it is not a directory index of nginx");
    }
  }
}
