package io.tributary.benchmarks.figure;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * What the tools of one scenario are measured by. A tool that failed is no reference.
 *
 * @param fastestSeconds median wall time of the fastest
 * @param leanestSeconds median CPU time of the leanest among those with several connections
 */
public record Reference(OptionalDouble fastestSeconds, OptionalDouble leanestSeconds) {

  /**
   * @param ours tools that are compared, but are nobody's reference: with them in it, this program
   *     would be measured by itself
   */
  public static Reference of(List<Series> all, Predicate<Series> ours) {
    return new Reference(
        least(all, ours.negate(), series -> series.wallSeconds().median()),
        least(
            all,
            ours.negate().and(Series::manyConnections),
            series -> series.cpuSeconds().median()));
  }

  private static OptionalDouble least(
      List<Series> all, Predicate<Series> which, ToDoubleFunction<Series> figure) {
    return all.stream()
        .filter(series -> series.failure().isEmpty())
        .filter(which)
        .mapToDouble(figure)
        .min();
  }

  /** Empty when there is nothing to compare with, or it is too little to be measured. */
  public static OptionalDouble ratio(double figure, OptionalDouble reference) {
    return reference.isPresent() && reference.getAsDouble() > 0
        ? OptionalDouble.of(figure / reference.getAsDouble())
        : OptionalDouble.empty();
  }
}
