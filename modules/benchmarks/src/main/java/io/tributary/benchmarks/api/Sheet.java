package io.tributary.benchmarks.api;

/**
 * What one run found: calls and how long they took, what was known how late, and single figures.
 */
record Sheet(ApiFigures calls, ApiFigures lags, ApiFigures results) {
  static Sheet empty() {
    return new Sheet(
        new ApiFigures()
            .head("calls", "number", "/s", "p50, ms", "p99, ms", "longest, ms", "answers"),
        new ApiFigures().head("from … to …", "number", "p50, ms", "p99, ms", "longest, ms"),
        new ApiFigures().head("", ""));
  }

  void result(String what, long figure) {
    results.line(what, String.valueOf(figure));
  }

  void result(String what, String format, double figure) {
    results.line(what, ApiFigures.number(format, figure));
  }

  @Override
  public String toString() {
    return calls + "\n" + lags + "\n" + results;
  }
}
