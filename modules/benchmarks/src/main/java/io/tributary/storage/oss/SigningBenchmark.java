package io.tributary.storage.oss;

import io.tributary.storage.SourceOptions.Signature;
import io.tributary.storage.bucket.AccessKeys;
import io.tributary.storage.http.HeaderField;
import io.tributary.storage.http.RequestHead;
import io.tributary.storage.http.RequestKind;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to sign the request of one part. In the signer's own package, which shows it to
 * nobody else.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SigningBenchmark {
  private static final String REGION = "cn-hangzhou";
  private static final String KEY = "backups/2026/11/database 河.tar";

  /** OSS knows both; V4 is the usual one. */
  @Param public Signature signature;

  private final AccessKeys keys = new AccessKeys("key-id", "key-secret", "token", null, false);
  private final RequestHead request =
      new RequestHead(
          RequestKind.RANGE,
          URI.create(
              "https://river.oss-cn-hangzhou.aliyuncs.com/backups/2026/11/"
                  + "database%20%E6%B2%B3.tar"),
          List.of(
              new HeaderField("Range", "bytes=8388608-16777215"),
              new HeaderField("If-Match", "\"5B3C1A2E053D763E1B002CC607C5A0FE\""),
              new HeaderField("Accept-Encoding", "identity"),
              new HeaderField("x-oss-range-behavior", "standard")));

  /** Every request has its own time, so nothing of an earlier signature can be used again. */
  @Benchmark
  public RequestHead onePart() {
    RequestSigner signer = new RequestSigner(signature, REGION, "river", KEY);
    return signer.sign(request, keys, Instant.now());
  }
}
