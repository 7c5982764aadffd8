package io.tributary.engine.home;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.checksum.Crc;
import io.tributary.storage.TemporaryFile;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads a file once, from its start to its end, and computes what was asked for. Blocks. */
public final class FileDigests {
  private static final int BUFFER_BYTES = 1 << 20;

  private interface Running {
    void update(ByteBuffer bytes);

    Checksum finish();
  }

  private FileDigests() {}

  public static Map<ChecksumAlgorithm, Checksum> read(
      TemporaryFile file, long sizeBytes, Set<ChecksumAlgorithm> algorithms) {
    Map<ChecksumAlgorithm, Running> running = new LinkedHashMap<>();
    algorithms.forEach(algorithm -> running.put(algorithm, start(algorithm)));
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
    running.forEach((algorithm, one) -> values.put(algorithm, one.finish()));
    return values;
  }

  private static Running start(ChecksumAlgorithm algorithm) {
    return algorithm
        .digestName()
        .<Running>map(name -> digest(algorithm, name))
        .orElseGet(() -> crc(algorithm, Crc.of(algorithm).orElseThrow()));
  }

  private static Running digest(ChecksumAlgorithm algorithm, String name) {
    try {
      MessageDigest digest = MessageDigest.getInstance(name);
      return new Running() {
        @Override
        public void update(ByteBuffer bytes) {
          digest.update(bytes);
        }

        @Override
        public Checksum finish() {
          return Checksum.ofBytes(algorithm, digest.digest());
        }
      };
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + name, e);
    }
  }

  private static Running crc(ChecksumAlgorithm algorithm, Crc function) {
    return new Running() {
      private long crc;

      @Override
      public void update(ByteBuffer bytes) {
        crc = function.update(crc, bytes);
      }

      @Override
      public Checksum finish() {
        return Checksum.ofCrc(algorithm, crc);
      }
    };
  }
}
