package io.tributary.benchmarks.tool;

import java.util.Locale;

/** How a run of a tool ended. */
public sealed interface Outcome {

  /** In one line, for who waits for the figures. */
  String text();

  /**
   * @param wallSeconds from the start of the process, or from the order to a running one, to its
   *     end
   * @param cpuSeconds user and system time of the tool and its children
   * @param peakBytes the most memory that was resident during the run
   */
  record Done(double wallSeconds, double cpuSeconds, long peakBytes) implements Outcome {
    @Override
    public String text() {
      return String.format(
          Locale.ROOT, "%7.2f s  %6.2f s CPU  %5d MiB", wallSeconds, cpuSeconds, peakBytes >> 20);
    }
  }

  /**
   * @param reason in one line
   */
  record Failed(String reason) implements Outcome {
    private static final int LONGEST = 120;

    public Failed {
      reason = reason.strip().replaceAll("\\s+", " ");
      if (reason.length() > LONGEST) {
        reason = reason.substring(0, LONGEST - 1) + "…";
      }
    }

    @Override
    public String text() {
      return "failed: " + reason;
    }
  }
}
