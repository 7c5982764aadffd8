package io.tributary.engine.receipt;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import java.time.Instant;
import java.util.List;

/** Lines as jobs write them. */
final class ReceiptLines {
  static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

  private ReceiptLines() {}

  static ReceiptLine fetched(String path, long sizeBytes, Checksum... checksums) {
    return new ReceiptLine(
        ReceiptLine.State.FETCHED,
        "s3://bucket/" + path,
        path,
        path,
        sizeBytes,
        "\"0123\"",
        "v1",
        TIME,
        List.of(checksums),
        true,
        2,
        "node-1",
        null);
  }

  static ReceiptLine failed(String key) {
    return new ReceiptLine(
        ReceiptLine.State.FAILED,
        "s3://bucket/" + key,
        key,
        "",
        -1,
        "",
        "",
        null,
        List.of(),
        false,
        0,
        "",
        new Failure(FailureKind.ACCESS_DENIED, "read", "s3://bucket/" + key, "403", "ask for it"));
  }
}
