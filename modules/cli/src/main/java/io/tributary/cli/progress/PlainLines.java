package io.tributary.cli.progress;

import io.tributary.core.display.DisplayText;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadProgress.Phase;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A line every few seconds, for logs and pipes: no control characters at all. */
final class PlainLines implements ProgressView<DownloadProgress> {
  static final Duration BETWEEN = Duration.ofSeconds(5);

  private final PrintStream out;
  private final LongSupplier clock;
  private long lastNanos;
  private String lastNote = "";

  PlainLines(PrintStream out, LongSupplier clock) {
    this.out = out;
    this.clock = clock;
    this.lastNanos = clock.getAsLong();
  }

  @Override
  public void update(DownloadProgress progress) {
    String note = DisplayText.escape(progress.note());
    if (!note.isEmpty() && !note.equals(lastNote)) {
      lastNote = note;
      out.println("tributary: " + note);
    }
    long now = clock.getAsLong();
    if (now - lastNanos >= BETWEEN.toNanos()) {
      lastNanos = now;
      out.println("tributary: " + line(progress));
    }
  }

  private static String line(DownloadProgress progress) {
    if (progress.phase() != Phase.FETCHING) {
      return ProgressText.phase(progress.phase());
    }
    return String.join(
        ", ",
        ProgressText.percent(progress).strip(),
        ProgressText.bytes(progress),
        ProgressText.speed(progress),
        ProgressText.lanes(progress),
        ProgressText.timeLeft(progress) + " left");
  }

  @Override
  public void close() {}
}
