package io.tributary.cli.progress;

import io.tributary.core.display.DisplayText;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadProgress.Phase;
import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * One line that is drawn over itself:
 *
 * <pre>
 * big.iso  45% ━━━━━━━━━━━━━────────────────  1.2 GiB of 2.6 GiB  312.4 MiB/s  8 lanes  0:04
 * </pre>
 *
 * What does not fit the terminal is left out, the least important first.
 */
final class TerminalBar implements ProgressView<DownloadProgress> {

  /** At most ten drawings a second: more is not seen, and slow terminals choke on it. */
  static final long LEAST_NANOS_BETWEEN = 100_000_000;

  private static final int LEAST_BAR = 10;
  private static final int MOST_BAR = 40;
  private static final int MOST_NAME = 24;

  private final PrintStream out;
  private final TerminalWidth width;
  private final BarStyle style;
  private final String name;
  private final LongSupplier clock;
  private long drawnNanos;
  private int drawnColumns;
  private Phase drawnPhase;
  private String lastNote = "";

  TerminalBar(
      PrintStream out, TerminalWidth width, BarStyle style, String name, LongSupplier clock) {
    this.out = out;
    this.width = width;
    this.style = style;
    this.name = name.length() <= MOST_NAME ? name : name.substring(0, MOST_NAME - 1) + "…";
    this.clock = clock;
  }

  @Override
  public void update(DownloadProgress progress) {
    String note = DisplayText.escape(progress.note());
    if (!note.isEmpty() && !note.equals(lastNote)) {
      lastNote = note;
      erase();
      out.println("tributary: " + note);
    }
    long now = clock.getAsLong();
    if (drawnPhase == progress.phase() && now - drawnNanos < LEAST_NANOS_BETWEEN) {
      return;
    }
    drawnNanos = now;
    drawnPhase = progress.phase();
    draw(progress);
  }

  private void draw(DownloadProgress progress) {
    String left = name + " " + ProgressText.percent(progress) + " ";
    String right = right(progress, width.columns() - 1 - left.length());
    int room = Math.min(MOST_BAR, width.columns() - 1 - left.length() - right.length());
    boolean bar = room >= LEAST_BAR && progress.phase() != Phase.PROBING;
    int columns = left.length() + right.length() + (bar ? room : 0);
    String line = left + (bar ? style.bar(room, ProgressText.fraction(progress)) : "") + right;
    out.print("\r" + cut(line, bar) + style.eraseRest(drawnColumns - columns));
    out.flush();
    drawnColumns = columns;
  }

  /** As many of the numbers as fit beside a bar, or at least as one. */
  private static String right(DownloadProgress progress, int room) {
    if (progress.phase() != Phase.FETCHING) {
      return "  " + ProgressText.phase(progress.phase());
    }
    String[] parts = {
      ProgressText.speed(progress),
      ProgressText.timeLeft(progress),
      ProgressText.bytes(progress),
      ProgressText.lanes(progress)
    };
    StringBuilder text = new StringBuilder();
    for (String part : parts) {
      if (text.length() + 2 + part.length() > room - LEAST_BAR && text.length() > 0) {
        break;
      }
      text.append("  ").append(part);
    }
    return text.toString();
  }

  /** A line longer than the terminal would wrap, and could not be drawn over. */
  private String cut(String line, boolean withBar) {
    int most = Math.max(1, width.columns() - 1);
    return withBar || line.length() <= most ? line : line.substring(0, most);
  }

  private void erase() {
    if (drawnColumns > 0) {
      out.print("\r" + style.eraseRest(drawnColumns) + "\r");
      drawnColumns = 0;
      drawnPhase = null;
    }
  }

  @Override
  public void close() {
    if (drawnColumns > 0) {
      out.println();
      drawnColumns = 0;
    }
  }
}
