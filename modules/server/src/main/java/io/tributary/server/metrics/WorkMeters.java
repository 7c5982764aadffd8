package io.tributary.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.observe.NodeObserver;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** What the engine tells of its work. All meters are there from the start, with 0. Thread-safe. */
final class WorkMeters implements NodeObserver {
  private static final long[] OF_REQUESTS = {5, 20, 100, 500, 1000, 5000, 20_000, 60_000, 300_000};
  private static final long[] OF_DISKS = {1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 5000, 30_000};

  private final Timer served;
  private final Map<FailureKind, Timer> failed = new EnumMap<>(FailureKind.class);
  private final Map<FailureKind, Counter> retries = new EnumMap<>(FailureKind.class);
  private final Counter verificationFailures;
  private final AtomicInteger lanes = new AtomicInteger();
  private final Timer flushed;
  private final Timer notFlushed;
  private final Timer journaled;
  private final Timer notJournaled;

  WorkMeters(MeterRegistry registry) {
    served = request(registry, "ok");
    for (FailureKind kind : FailureKind.values()) {
      failed.put(kind, request(registry, word(kind)));
      retries.put(
          kind,
          Counter.builder("tributary.retries")
              .description("What a download that this node coordinates tried again, by the cause")
              .tag("cause", word(kind))
              .register(registry));
    }
    verificationFailures =
        Counter.builder("tributary.verification.failures")
            .description("Files that were not what they should be when all had arrived")
            .register(registry);
    Gauge.builder("tributary.lanes", lanes, AtomicInteger::get)
        .description("Lanes that work on this node")
        .register(registry);
    String flush = "What was written to a file until it was on its disk";
    flushed = timer(registry, "tributary.flush", flush, OF_DISKS, "ok");
    notFlushed = timer(registry, "tributary.flush", flush, OF_DISKS, "failed");
    String journal = "Events until the database had them";
    journaled = timer(registry, "tributary.journal.write", journal, OF_DISKS, "ok");
    notJournaled = timer(registry, "tributary.journal.write", journal, OF_DISKS, "failed");
  }

  private static Timer request(MeterRegistry registry, String outcome) {
    String what = "Requests for bytes of objects, from their beginning to their last byte";
    return timer(registry, "tributary.requests", what, OF_REQUESTS, outcome);
  }

  private static Timer timer(
      MeterRegistry registry, String name, String what, long[] bucketsMs, String outcome) {
    return Timer.builder(name)
        .description(what)
        .tag("outcome", outcome)
        .serviceLevelObjectives(
            LongStream.of(bucketsMs).mapToObj(Duration::ofMillis).toArray(Duration[]::new))
        .register(registry);
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public void requestEnded(Optional<FailureKind> failure, long nanos) {
    failure.map(failed::get).orElse(served).record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void retried(FailureKind cause) {
    retries.get(cause).increment();
  }

  @Override
  public void verificationFailed() {
    verificationFailures.increment();
  }

  @Override
  public void lanesChanged(int by) {
    lanes.addAndGet(by);
  }

  @Override
  public void flushed(boolean well, long nanos) {
    (well ? flushed : notFlushed).record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void journaled(boolean well, long nanos) {
    (well ? journaled : notJournaled).record(nanos, TimeUnit.NANOSECONDS);
  }
}
