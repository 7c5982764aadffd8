package io.tributary.cli.progress;

import io.tributary.cli.report.JsonText;
import io.tributary.core.display.DisplayText;
import io.tributary.engine.api.JobProgress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A line about a job every now and then, for logs, pipes and programs. */
final class JobLines implements ProgressView<JobProgress> {

  /** How a line is written. */
  enum Form {
    PLAIN(Duration.ofSeconds(5)),
    JSON(Duration.ofMillis(500));

    private final long leastNanosBetween;

    Form(Duration leastBetween) {
      this.leastNanosBetween = leastBetween.toNanos();
    }
  }

  private final PrintStream out;
  private final Form form;
  private final LongSupplier clock;
  private long lastNanos;
  private String lastNote = "";

  JobLines(PrintStream out, Form form, LongSupplier clock) {
    this.out = out;
    this.form = form;
    this.clock = clock;
    this.lastNanos = clock.getAsLong();
  }

  @Override
  public void update(JobProgress progress) {
    if (form == Form.PLAIN && !progress.note().isEmpty() && !progress.note().equals(lastNote)) {
      lastNote = progress.note();
      out.println("tributary: " + DisplayText.escape(lastNote));
    }
    long now = clock.getAsLong();
    if (now - lastNanos >= form.leastNanosBetween) {
      lastNanos = now;
      out.println(
          form == Form.JSON
              ? JsonText.of(JobText.json(progress))
              : "tributary: " + String.join(", ", JobText.parts(progress)));
    }
  }

  @Override
  public void close() {}
}
