package io.tributary.cli.progress;

import io.tributary.cli.option.Words;
import io.tributary.cli.report.JsonText;
import io.tributary.engine.api.DownloadProgress;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** One JSON object a line, at most two a second and one per phase, for programs. */
final class JsonLines implements ProgressView<DownloadProgress> {
  static final long LEAST_NANOS_BETWEEN = 500_000_000;

  private final PrintStream out;
  private final LongSupplier clock;
  private long lastNanos;
  private DownloadProgress.Phase lastPhase;

  JsonLines(PrintStream out, LongSupplier clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public void update(DownloadProgress progress) {
    long now = clock.getAsLong();
    if (progress.phase() == lastPhase && now - lastNanos < LEAST_NANOS_BETWEEN) {
      return;
    }
    lastNanos = now;
    lastPhase = progress.phase();
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("phase", Words.word(progress.phase()));
    line.put("size", progress.sizeBytes() < 0 ? null : progress.sizeBytes());
    line.put("bytesDone", progress.bytesDone());
    line.put("bytesResumed", progress.bytesResumed());
    line.put("bytesPerSecond", Math.round(progress.bytesPerSecond()));
    line.put("lanes", progress.lanes());
    line.put("requests", progress.requests());
    line.put("retries", progress.retries());
    line.put("note", progress.note());
    out.println(JsonText.of(line));
  }

  @Override
  public void close() {}
}
