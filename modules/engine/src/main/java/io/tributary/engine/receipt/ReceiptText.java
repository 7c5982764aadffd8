package io.tributary.engine.receipt;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.ledger.Segment;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads what {@link ReceiptJson} writes. Fields that it does not know are of a later version. */
final class ReceiptText {
  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private ReceiptText() {}

  static ReceiptHead head(byte[] text) throws NotAReceiptException {
    JsonNode node = object(text);
    require(node.path("receipt").isInt(), "it is not the first line of a receipt");
    require(
        node.path("receipt").intValue() <= ReceiptJson.VERSION,
        "it is written by a later version of this program");
    return new ReceiptHead(text(node, "id"), text(node, "source"), text(node, "root"));
  }

  static ReceiptLine line(byte[] text) throws NotAReceiptException {
    JsonNode node = object(text);
    ReceiptLine.State state = constant(ReceiptLine.State.class, text(node, "state"), "state");
    require(!text(node, "source").isEmpty(), "it names no source");
    try {
      return new ReceiptLine(
          state,
          text(node, "source"),
          text(node, "key"),
          text(node, "path"),
          node.path("size").asLong(-1),
          text(node, "etag"),
          text(node, "versionId"),
          node.hasNonNull("lastModified") ? Instant.parse(text(node, "lastModified")) : null,
          checksums(node.path("checksums")),
          node.path("verified").asBoolean(),
          node.path("attempts").asInt(),
          text(node, "node"),
          node.hasNonNull("error") ? failure(node.path("error")) : null,
          ranges(node.path("ranges"), node.path("size").asLong(-1)),
          node.path("reused").asLong(),
          node.path("millis").asLong());
    } catch (DateTimeParseException e) {
      throw new NotAReceiptException("its time is not understood");
    } catch (IllegalArgumentException e) {
      throw new NotAReceiptException(e.getMessage());
    }
  }

  private static JsonNode object(byte[] text) throws NotAReceiptException {
    try {
      JsonNode node = READER.readTree(text);
      require(node.isObject(), "it is not an object");
      return node;
    } catch (IOException notJson) {
      throw new NotAReceiptException("it is not well-formed JSON in UTF-8");
    }
  }

  private static List<Checksum> checksums(JsonNode array) {
    List<Checksum> checksums = new ArrayList<>();
    array.forEach(one -> checksums.add(Checksum.parse(one.asText())));
    return checksums;
  }

  private static List<Segment> ranges(JsonNode array, long sizeBytes) throws NotAReceiptException {
    require(array.size() <= ReceiptLine.MOST_RANGES, "it has too many ranges");
    List<Segment> ranges = new ArrayList<>();
    long end = 0;
    for (JsonNode one : array) {
      Segment range =
          new Segment(
              one.path(0).asLong(-1),
              one.path(1).asLong(),
              Long.parseUnsignedLong(one.path(2).asText("")));
      require(range.start() >= end, "its ranges are not in order");
      end = range.end();
      ranges.add(range);
    }
    require(end <= Math.max(0, sizeBytes), "its ranges end behind its last byte");
    return ranges;
  }

  private static Failure failure(JsonNode error) throws NotAReceiptException {
    return new Failure(
        constant(FailureKind.class, text(error, "kind"), "kind"),
        text(error, "doing"),
        text(error, "target"),
        text(error, "reason"),
        text(error, "advice"));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word, String name)
      throws NotAReceiptException {
    for (E constant : type.getEnumConstants()) {
      if (ReceiptJson.word(constant).equals(word.toLowerCase(Locale.ROOT))) {
        return constant;
      }
    }
    throw new NotAReceiptException("its " + name + " is not known");
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asText("");
  }

  private static void require(boolean asExpected, String otherwise) throws NotAReceiptException {
    if (!asExpected) {
      throw new NotAReceiptException(otherwise);
    }
  }
}
