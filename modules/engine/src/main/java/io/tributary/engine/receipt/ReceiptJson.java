package io.tributary.engine.receipt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.Failure;
import io.tributary.core.ledger.Segment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Locale;

/** Writes receipts: one JSON object a line, its fields named in {@code docs/bulk.md}. */
final class ReceiptJson {
  static final int VERSION = 1;
  private static final int USUAL_LINE_BYTES = 384;
  private static final JsonFactory JSON = JsonFactory.builder().build().setRootValueSeparator(null);

  private ReceiptJson() {}

  static byte[] bytes(ReceiptHead head) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("receipt", VERSION);
      json.writeStringField("id", head.id());
      json.writeStringField("source", head.source());
      json.writeStringField("root", head.root());
      end(json);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return bytes.toByteArray();
  }

  static byte[] bytes(Collection<ReceiptLine> lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(lines.size() * USUAL_LINE_BYTES + 64);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      for (ReceiptLine line : lines) {
        write(json, line);
      }
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, ReceiptLine line) throws IOException {
    json.writeStartObject();
    json.writeStringField("state", word(line.state()));
    json.writeStringField("source", line.locator());
    json.writeStringField("key", line.key());
    text(json, "path", line.path());
    if (line.sizeBytes() >= 0) {
      json.writeNumberField("size", line.sizeBytes());
    }
    text(json, "etag", line.etag());
    text(json, "versionId", line.versionId());
    if (line.lastModifiedOrNull() != null) {
      json.writeStringField("lastModified", line.lastModifiedOrNull().toString());
    }
    writeProof(json, line);
    json.writeNumberField("attempts", line.attempts());
    number(json, "millis", line.millis());
    number(json, "reused", line.reusedBytes());
    text(json, "node", line.node());
    if (line.failureOrNull() != null) {
      write(json, line.failureOrNull());
    }
    end(json);
  }

  private static void writeProof(JsonGenerator json, ReceiptLine line) throws IOException {
    if (!line.checksums().isEmpty()) {
      json.writeArrayFieldStart("checksums");
      for (Checksum checksum : line.checksums()) {
        json.writeString(checksum.toString());
      }
      json.writeEndArray();
    }
    json.writeBooleanField("verified", line.verified());
    if (!line.ranges().isEmpty()) {
      json.writeArrayFieldStart("ranges");
      for (Segment range : line.ranges()) {
        write(json, range);
      }
      json.writeEndArray();
    }
  }

  private static void write(JsonGenerator json, Segment range) throws IOException {
    json.writeStartArray();
    json.writeNumber(range.start());
    json.writeNumber(range.lengthBytes());
    json.writeString(Long.toUnsignedString(range.crc64()));
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Failure failure) throws IOException {
    json.writeObjectFieldStart("error");
    json.writeStringField("kind", word(failure.kind()));
    json.writeStringField("doing", failure.doing());
    json.writeStringField("target", failure.target());
    json.writeStringField("reason", failure.reason());
    text(json, "advice", failure.advice());
    json.writeEndObject();
  }

  private static void end(JsonGenerator json) throws IOException {
    json.writeEndObject();
    json.writeRaw('\n');
  }

  /** What is not known is not there. */
  private static void text(JsonGenerator json, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  private static void number(JsonGenerator json, String name, long value) throws IOException {
    if (value != 0) {
      json.writeNumberField(name, value);
    }
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
