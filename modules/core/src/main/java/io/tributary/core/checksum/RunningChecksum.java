package io.tributary.core.checksum;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A checksum of bytes that come in order. For one thread. */
public abstract sealed class RunningChecksum {

  private RunningChecksum() {}

  public static RunningChecksum of(ChecksumAlgorithm algorithm) {
    return algorithm
        .digestName()
        .<RunningChecksum>map(name -> new OfDigest(algorithm, name))
        .orElseGet(() -> new OfCrc(algorithm));
  }

  /** Takes the bytes that remain; they count as read afterwards. */
  public abstract void update(ByteBuffer bytes);

  /** Of all bytes so far; call it once. */
  public abstract Checksum value();

  private static final class OfCrc extends RunningChecksum {
    private final ChecksumAlgorithm algorithm;
    private final Crc crc;
    private long value;

    OfCrc(ChecksumAlgorithm algorithm) {
      this.algorithm = algorithm;
      this.crc = Crc.of(algorithm).orElseThrow();
    }

    @Override
    public void update(ByteBuffer bytes) {
      value = crc.update(value, bytes);
    }

    @Override
    public Checksum value() {
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
        throw new IllegalStateException("every Java platform has " + name, e);
      }
    }

    @Override
    public void update(ByteBuffer bytes) {
      digest.update(bytes);
    }

    @Override
    public Checksum value() {
      return Checksum.ofBytes(algorithm, digest.digest());
    }
  }
}
