package io.tributary.benchmarks;

import io.tributary.benchmarks.origin.TestObject;
import io.tributary.benchmarks.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** The objects that some scenarios need: one of each size. */
final class TestObjects {
  /** Large enough to be fetched in parts, small enough for several in a second or two. */
  private static final long PRACTICE_BYTES = 512L << 20;

  private final Map<Long, TestObject> bySize;

  private TestObjects(Map<Long, TestObject> bySize) {
    this.bySize = bySize;
  }

  static TestObjects create(Path directory, List<Scenario> scenarios) throws IOException {
    Map<Long, TestObject> bySize = new TreeMap<>();
    for (long bytes : sizes(scenarios).toArray()) {
      bySize.put(bytes, TestObject.create(directory.resolve("object-" + bytes), bytes));
    }
    return new TestObjects(bySize);
  }

  /** What they take together. */
  static long bytes(List<Scenario> scenarios) {
    return sizes(scenarios).sum();
  }

  private static LongStream sizes(List<Scenario> scenarios) {
    return scenarios.stream()
        .mapToLong(Scenario::sizeBytes)
        .flatMap(bytes -> LongStream.of(bytes, practiceBytes(bytes)))
        .distinct();
  }

  private static long practiceBytes(long sizeBytes) {
    return Math.min(sizeBytes, PRACTICE_BYTES);
  }

  List<TestObject> all() {
    return List.copyOf(bySize.values());
  }

  TestObject of(long sizeBytes) {
    return bySize.get(sizeBytes);
  }

  /** What is fetched before it counts. */
  TestObject practiceFor(long sizeBytes) {
    return of(practiceBytes(sizeBytes));
  }
}
