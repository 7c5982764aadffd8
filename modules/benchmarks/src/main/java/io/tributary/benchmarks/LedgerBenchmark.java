package io.tributary.benchmarks;

import io.tributary.core.checksum.Crc;
import io.tributary.core.ledger.Ledger;
import io.tributary.core.ledger.Segment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to record a tebibyte in parts of 1 MiB, which finish in random order within a
 * window of {@value #WINDOW}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class LedgerBenchmark {
  private static final long PART_BYTES = 1L << 20;
  private static final int PARTS = 1 << 20;

  /** Parts that one event of the journal holds. */
  private static final int GROUP = 256;

  private static final int WINDOW = 1024;

  private final List<Segment> parts = new ArrayList<>();
  private final Ledger half;
  private final Segment next = new Segment((PARTS / 2) * PART_BYTES, PART_BYTES, 42);

  public LedgerBenchmark() {
    for (int i = 0; i < PARTS; i++) {
      parts.add(new Segment(i * PART_BYTES, PART_BYTES, i));
    }
    Random random = new Random(1);
    for (int i = 0; i < PARTS; i += WINDOW) {
      Collections.shuffle(parts.subList(i, i + WINDOW), random);
    }
    half = recorded(parts.subList(0, PARTS / 2));
  }

  @Benchmark
  public Ledger onePartIntoHalfATebibyte() {
    return half.plus(List.of(next));
  }

  @Benchmark
  public long combineTwoCrcs() {
    return Crc.CRC64_XZ.combine(next.crc64(), 1, next.lengthBytes());
  }

  @Benchmark
  public Ledger aTebibyte() {
    return recorded(parts);
  }

  private static Ledger recorded(List<Segment> parts) {
    Ledger ledger = Ledger.empty(Ledger.mergeLimitFor(PARTS * PART_BYTES));
    for (int i = 0; i < parts.size(); i += GROUP) {
      ledger = ledger.plus(parts.subList(i, i + GROUP));
    }
    return ledger;
  }
}
