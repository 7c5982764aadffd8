package io.tributary.cli.progress;

import io.tributary.core.display.DisplayText;
import io.tributary.engine.api.JobProgress;
import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * One line about a job that is drawn over itself. How much there is to do is not known before the
 * listing has ended, so there is no bar.
 */
final class JobLine implements ProgressView<JobProgress> {
  private static final int MOST_NAME = 24;

  private final PrintStream out;
  private final TerminalWidth width;
  private final BarStyle style;
  private final String name;
  private final LongSupplier clock;
  private long drawnNanos;
  private int drawnColumns;
  private String lastNote = "";

  JobLine(PrintStream out, TerminalWidth width, BarStyle style, String name, LongSupplier clock) {
    this.out = out;
    this.width = width;
    this.style = style;
    this.name = name.length() <= MOST_NAME ? name : name.substring(0, MOST_NAME - 1) + "…";
    this.clock = clock;
    this.drawnNanos = clock.getAsLong() - TerminalBar.LEAST_NANOS_BETWEEN;
  }

  @Override
  public void update(JobProgress progress) {
    if (!progress.note().isEmpty() && !progress.note().equals(lastNote)) {
      lastNote = progress.note();
      out.print("\r" + style.eraseRest(drawnColumns) + "\r");
      drawnColumns = 0;
      out.println("tributary: " + DisplayText.escape(lastNote));
    }
    long now = clock.getAsLong();
    if (now - drawnNanos >= TerminalBar.LEAST_NANOS_BETWEEN) {
      drawnNanos = now;
      draw(progress);
    }
  }

  /** What does not fit the terminal is left out, the least important first. */
  private void draw(JobProgress progress) {
    int most = Math.max(1, width.columns() - 1);
    StringBuilder line = new StringBuilder(name);
    for (String part : JobText.parts(progress)) {
      if (line.length() + 2 + part.length() > most) {
        break;
      }
      line.append("  ").append(part);
    }
    line.setLength(Math.min(line.length(), most));
    out.print("\r" + line + style.eraseRest(drawnColumns - line.length()));
    out.flush();
    drawnColumns = line.length();
  }

  @Override
  public void close() {
    if (drawnColumns > 0) {
      out.println();
      drawnColumns = 0;
    }
  }
}
