package io.tributary.engine.cat;

import akka.util.ByteString;
import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.checksum.Crc;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A checksum of bytes that come in order. */
abstract sealed class RunningChecksum {

  abstract void update(ByteBuffer bytes);

  abstract Checksum value();

  final void update(ByteString bytes) {
    bytes.getByteBuffers().forEach(this::update);
  }

  static RunningChecksum of(ChecksumAlgorithm algorithm) {
    return switch (algorithm) {
      case CRC64 -> new OfCrc(algorithm, Crc.CRC64_XZ);
      case CRC64NVME -> new OfCrc(algorithm, Crc.CRC64_NVME);
      case CRC32 -> new OfCrc(algorithm, Crc.CRC32);
      case CRC32C -> new OfCrc(algorithm, Crc.CRC32C);
      case MD5 -> new OfDigest(algorithm, "MD5");
      case SHA1 -> new OfDigest(algorithm, "SHA-1");
      case SHA256 -> new OfDigest(algorithm, "SHA-256");
      case SHA512 -> new OfDigest(algorithm, "SHA-512");
    };
  }

  private static final class OfCrc extends RunningChecksum {
    private final ChecksumAlgorithm algorithm;
    private final Crc crc;
    private long value;

    OfCrc(ChecksumAlgorithm algorithm, Crc crc) {
      this.algorithm = algorithm;
      this.crc = crc;
    }

    @Override
    void update(ByteBuffer bytes) {
      value = crc.update(value, bytes);
    }

    @Override
    Checksum value() {
      return Checksum.ofCrc(algorithm, value);
    }
  }

  private static final class OfDigest extends RunningChecksum {
    private final ChecksumAlgorithm algorithm;
    private final MessageDigest digest;

    OfDigest(ChecksumAlgorithm algorithm, String name) {
      this.algorithm = algorithm;
      try {
        this.digest = MessageDigest.getInstance(name);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has " + name, e);
      }
    }

    @Override
    void update(ByteBuffer bytes) {
      digest.update(bytes);
    }

    @Override
    Checksum value() {
      return Checksum.ofBytes(algorithm, digest.digest());
    }
  }
}
