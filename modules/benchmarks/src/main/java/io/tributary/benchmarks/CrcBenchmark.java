package io.tributary.benchmarks;

import io.tributary.core.checksum.Crc;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * CRCs on one core, in bytes per nanosecond, which is GB/s: each invocation counts as {@value
 * #BYTES} operations.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CrcBenchmark {

  /** About what one read from a socket brings. */
  private static final int BYTES = 64 << 10;

  /** The algorithms of {@link Crc}. */
  public enum Algorithm {
    CRC64_XZ(Crc.CRC64_XZ),
    CRC64_NVME(Crc.CRC64_NVME),
    CRC32(Crc.CRC32),
    CRC32C(Crc.CRC32C);

    private final Crc crc;

    Algorithm(Crc crc) {
      this.crc = crc;
    }
  }

  @Param public Algorithm algorithm;

  private final byte[] array = new byte[BYTES];
  private final ByteBuffer direct = ByteBuffer.allocateDirect(BYTES);

  @Setup
  public void fill() {
    new Random(1).nextBytes(array);
    direct.put(array);
  }

  @Benchmark
  @OperationsPerInvocation(BYTES)
  public long ofAnArray() {
    return algorithm.crc.update(0, array);
  }

  @Benchmark
  @OperationsPerInvocation(BYTES)
  public long ofADirectBuffer() {
    return algorithm.crc.update(0, direct.rewind());
  }
}
