package io.tributary.engine.home;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.checksum.RunningChecksum;
import io.tributary.storage.TemporaryFile;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads a file once, from its start to its end, and computes what was asked for. Blocks. */
public final class FileDigests {
  private static final int BUFFER_BYTES = 1 << 20;

  private FileDigests() {}

  public static Map<ChecksumAlgorithm, Checksum> read(
      TemporaryFile file, long sizeBytes, Set<ChecksumAlgorithm> algorithms) {
    Map<ChecksumAlgorithm, RunningChecksum> running = new LinkedHashMap<>();
    algorithms.forEach(algorithm -> running.put(algorithm, RunningChecksum.of(algorithm)));
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    long position = 0;
    while (position < sizeBytes) {
      buffer.clear().limit((int) Math.min(BUFFER_BYTES, sizeBytes - position));
      int count = file.readAt(buffer, position);
      if (count <= 0) {
        break;
      }
      buffer.flip();
      running.values().forEach(one -> one.update(buffer.duplicate()));
      position += count;
    }
    Map<ChecksumAlgorithm, Checksum> values = new LinkedHashMap<>();
    running.forEach((algorithm, one) -> values.put(algorithm, one.value()));
    return values;
  }
}
