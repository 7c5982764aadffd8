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

  public int runs() {
    return measurements.size();
  }

  public Distribution wallSeconds() {
    return distribution(run -> done(run).wallSeconds());
  }

  public Distribution cpuSeconds() {
    return distribution(run -> done(run).cpuSeconds());
  }

  public Distribution peakBytes() {
    return distribution(run -> done(run).peakBytes());
  }

  public Distribution requests() {
    return distribution(run -> run.traffic().requests());
  }

  /** Requests that were answered with 503. */
  public Distribution refused() {
    return distribution(run -> run.traffic().refused());
  }

  public Distribution firstRequestSeconds() {
    return distribution(Measurement::firstRequestSeconds);
  }

  /** Bytes that the origin sent beyond the object's. */
  public Distribution twiceBytes() {
    return distribution(run -> Math.max(0, run.traffic().bodyBytes() - sizeBytes));
  }

  private Distribution distribution(ToDoubleFunction<Measurement> figure) {
    return Distribution.of(measurements.stream().mapToDouble(figure).toArray());
  }

  private static Outcome.Done done(Measurement run) {
    return (Outcome.Done) run.outcome();
  }
}
