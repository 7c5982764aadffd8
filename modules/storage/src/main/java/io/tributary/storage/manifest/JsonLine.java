package io.tributary.storage.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tributary.core.checksum.Checksum;
import io.tributary.core.ledger.Segment;
import io.tributary.core.locator.BucketLocator;
import io.tributary.core.locator.Locator;
import io.tributary.storage.listing.ListedObject;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of JSON that {@link ManifestLine} describes. */
final class JsonLine {
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, String> fields = new HashMap<>();
  private final List<Checksum> checksums = new ArrayList<>();
  private final List<Segment> ranges = new ArrayList<>();

  private JsonLine() {}

  /** Empty for the first line of a receipt, which is about all of it. */
  static Optional<ListedObject> parse(String line) {
    JsonLine read = new JsonLine();
    try (JsonParser parser = JSON.createParser(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        read.field(parser);
      }
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw new IllegalArgumentException("it is not one object of JSON");
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("it is not well-formed JSON", e);
    }
    return read.fields.containsKey("receipt") ? Optional.empty() : Optional.of(read.listed());
  }

  private void field(JsonParser parser) throws IOException {
    String name = parser.currentName();
    JsonToken value = parser.nextToken();
    if (name.equals("checksums") && value == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        checksums.add(Checksum.parse(parser.getText()));
      }
    } else if (name.equals("ranges") && value == JsonToken.START_ARRAY) {
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        ranges.add(range(parser));
      }
    } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
      fields.put(name, parser.getText());
    } else {
      parser.skipChildren();
    }
  }

  private Segment range(JsonParser parser) throws IOException {
    long start = parser.nextLongValue(-1);
    long length = parser.nextLongValue(-1);
    Segment range = new Segment(start, length, Long.parseUnsignedLong(parser.nextTextValue()));
    boolean inOrder = ranges.isEmpty() || ranges.get(ranges.size() - 1).end() <= start;
    if (parser.nextToken() != JsonToken.END_ARRAY || !inOrder) {
      throw new IllegalArgumentException("its \"ranges\" are not offset, length, CRC-64, in order");
    }
    return range;
  }

  private ListedObject listed() {
    if (!fields.containsKey("source")) {
      throw new IllegalArgumentException("it has no \"source\"");
    }
    if (fields.containsKey("checksum")) {
      checksums.add(Checksum.parse(fields.get("checksum")));
    }
    return ManifestLine.listed(
        locator(),
        fields.getOrDefault("path", ""),
        ManifestLine.size(fields.getOrDefault("size", "")),
        fields.getOrDefault("etag", ""),
        fields.containsKey("lastModified") ? ManifestLine.time(fields.get("lastModified")) : null,
        checksums,
        ranges);
  }

  /** Where there is a key, the locator may show it escaped. */
  private Locator locator() {
    Locator locator = ManifestLine.locator(fields.get("source"));
    String key = fields.getOrDefault("key", "");
    return locator instanceof BucketLocator bucket && !key.isEmpty()
        ? new BucketLocator(bucket.scheme(), bucket.bucket(), key, bucket.versionId())
        : locator;
  }

  static String write(ListedObject object) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("source", ManifestLine.text(object.locator()));
      writeText(json, "path", object.path());
      if (object.sizeBytes() >= 0) {
        json.writeNumberField("size", object.sizeBytes());
      }
      writeText(json, "etag", object.etag());
      writeText(json, "lastModified", object.lastModified().map(Object::toString).orElse(""));
      if (!object.checksums().isEmpty()) {
        json.writeArrayFieldStart("checksums");
        for (Checksum checksum : object.checksums()) {
          json.writeString(checksum.toString());
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string takes whatever is written", e);
    }
    return line.toString();
  }

  private static void writeText(JsonGenerator json, String name, String text) throws IOException {
    if (!text.isEmpty()) {
      json.writeStringField(name, text);
    }
  }
}
