package io.tributary.engine.dataport;

import io.tributary.core.ledger.Segment;
import java.util.HexFormat;
import java.util.Optional;

/** What the home says of a part that it wrote. */
record Receipt(long lengthBytes, long crc64) {

  static Receipt of(Segment segment) {
    return new Receipt(segment.lengthBytes(), segment.crc64());
  }

  String text() {
    return HexFormat.of().toHexDigits(crc64) + " " + lengthBytes;
  }

  static Optional<Receipt> parse(String text) {
    return text.matches("[0-9a-f]{16} \\d{1,18}")
        ? Optional.of(
            new Receipt(
                Long.parseLong(text.substring(17)),
                HexFormat.fromHexDigitsToLong(text.substring(0, 16))))
        : Optional.empty();
  }
}
