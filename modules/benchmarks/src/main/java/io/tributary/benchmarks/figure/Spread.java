package io.tributary.benchmarks.figure;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** The middle of some figures, and how far they are apart. */
public record Spread(double median, double least, double greatest) {

  /**
   * @throws IllegalArgumentException when there are none
   */
  public static Spread of(double... figures) {
    if (figures.length == 0) {
      throw new IllegalArgumentException("no figures");
    }
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** The same figures in another unit. */
  public Spread map(DoubleUnaryOperator conversion) {
    return new Spread(
        conversion.applyAsDouble(median),
        conversion.applyAsDouble(least),
        conversion.applyAsDouble(greatest));
  }
}
