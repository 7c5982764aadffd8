package io.tributary.cli;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.checksum.RunningChecksum;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.receipt.ReceiptFile;
import io.tributary.engine.receipt.ReceiptLine;
import io.tributary.engine.receipt.ReceiptReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Receipts as jobs write them. */
final class Receipts {
  private Receipts() {}

  static ReceiptLine fetched(String source, String path, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    RunningChecksum checksum = RunningChecksum.of(ChecksumAlgorithm.CRC64);
    checksum.update(ByteBuffer.wrap(bytes));
    return line(
        ReceiptLine.State.FETCHED, source, path, bytes.length, List.of(checksum.value()), null);
  }

  static ReceiptLine failed(String source) {
    Failure failure = new Failure(FailureKind.ACCESS_DENIED, "read", source, "403", "");
    return line(ReceiptLine.State.FAILED, source, "", -1, List.of(), failure);
  }

  private static ReceiptLine line(
      ReceiptLine.State state,
      String source,
      String path,
      long sizeBytes,
      List<Checksum> checksums,
      Failure failure) {
    String key = source.replaceFirst("^[a-z0-9]+://[^/]*/", "");
    return new ReceiptLine(
        state, source, key, path, sizeBytes, "", "", null, checksums, false, 1, "n", failure);
  }

  static void write(Path receipt, Path root, List<ReceiptLine> lines) {
    String name = ReceiptFile.newTemporaryName(receipt);
    try (ReceiptFile file = ReceiptFile.open(receipt, name, 0, "s3://bucket/", root)) {
      file.append(lines);
      file.publish();
    }
  }

  static List<ReceiptLine> read(Path receipt) {
    List<ReceiptLine> lines = new ArrayList<>();
    try (ReceiptReader reader = ReceiptReader.open(receipt)) {
      Optional<ReceiptLine> line = reader.next();
      while (line.isPresent()) {
        lines.add(line.get());
        line = reader.next();
      }
    }
    return lines;
  }
}
