package io.tributary.benchmarks.origin;

import java.util.List;

/**
 * What one run of a tool asked for.
 *
 * @param bodyBytes sent; of a connection that broke off a little may never have been received
 * @param refused requests that were answered with 503
 * @param firstEpochSeconds when the first request arrived, to a millisecond; 0 without any
 */
public record Traffic(int requests, long bodyBytes, int refused, double firstEpochSeconds) {
  private static final String REFUSED = "503";

  /**
   * @param lines time of the end and duration in seconds, status, body bytes, and more
   */
  static Traffic of(List<String> lines) {
    long bodyBytes = 0;
    int refused = 0;
    double first = 0;
    for (String line : lines) {
      String[] fields = line.split(" ", -1);
      double began = Double.parseDouble(fields[0]) - Double.parseDouble(fields[1]);
      first = first == 0 ? began : Math.min(first, began);
      if (fields[2].equals(REFUSED)) {
        refused++;
      } else {
        bodyBytes += Long.parseLong(fields[3]);
      }
    }
    return new Traffic(lines.size(), bodyBytes, refused, first);
  }
}
