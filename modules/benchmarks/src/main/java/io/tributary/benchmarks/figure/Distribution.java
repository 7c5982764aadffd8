package io.tributary.benchmarks.figure;

import java.util.Arrays;

/** The middle of some figures, and how far they are apart. */
public record Distribution(double median, double least, double greatest) {

  /**
   * @throws IllegalArgumentException when there are none
   */
  public static Distribution of(double... figures) {
    if (figures.length == 0) {
      throw new IllegalArgumentException("no figures");
    }
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Distribution(median, sorted[0], sorted[sorted.length - 1]);
  }
}
