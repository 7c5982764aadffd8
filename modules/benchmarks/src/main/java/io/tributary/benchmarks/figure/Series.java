package io.tributary.benchmarks.figure;

import io.tributary.benchmarks.tool.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * All runs of one tool in one scenario. With a run that failed there are no figures: a tool that
 * works now and then is not fast.
 */
public record Series(
    String tool, boolean manyConnections, long sizeBytes, List<Measurement> measurements) {
  private static final double GIB = 1L << 30;

  public Series {
    measurements = List.copyOf(measurements);
  }

  /** Why there are no figures; empty when there are. */
  public Optional<String> failure() {
    if (measurements.isEmpty()) {
      return Optional.of("not run");
    }
    return measurements.stream()
        .map(Measurement::outcome)
        .filter(Outcome.Failed.class::isInstance)
        .map(outcome -> ((Outcome.Failed) outcome).reason())
        .findFirst();
  }

  public Spread wallSeconds() {
    return spread(run -> done(run).wallSeconds());
  }

  public Spread cpuSeconds() {
    return spread(run -> done(run).cpuSeconds());
  }

  public double cpuSecondsPerGib() {
    return cpuSeconds().median() / (sizeBytes / GIB);
  }

  public Spread peakBytes() {
    return spread(run -> done(run).peakBytes());
  }

  public Spread requests() {
    return spread(run -> run.traffic().requests());
  }

  public Spread firstRequestSeconds() {
    return spread(Measurement::firstRequestSeconds);
  }

  /** Bytes that the origin sent beyond the object's. */
  public Spread twiceBytes() {
    return spread(run -> Math.max(0, run.traffic().bodyBytes() - sizeBytes));
  }

  private Spread spread(ToDoubleFunction<Measurement> figure) {
    return Spread.of(measurements.stream().mapToDouble(figure).toArray());
  }

  private static Outcome.Done done(Measurement run) {
    return (Outcome.Done) run.outcome();
  }
}
