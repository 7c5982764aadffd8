package io.tributary.cli.progress;

import io.tributary.core.quantity.ByteSize;
import io.tributary.core.quantity.Rate;
import io.tributary.engine.api.JobCounts;
import io.tributary.engine.api.JobProgress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The words and numbers of a job under way, the most important first. */
final class JobText {
  private JobText() {}

  /** {@code 1,200 of 5,000+ objects}: more may be listed where there is a plus. */
  static List<String> parts(JobProgress progress) {
    JobCounts counts = progress.counts();
    List<String> parts = new ArrayList<>();
    parts.add(
        String.format(
            Locale.ROOT,
            "%,d of %,d%s objects",
            counts.fetched() + counts.kept() + counts.failed(),
            counts.listed() - counts.excluded(),
            progress.listing() ? "+" : ""));
    parts.add(ByteSize.format(counts.bytesFetched()));
    parts.add(Rate.format(progress.bytesPerSecond()));
    if (counts.failed() > 0) {
      parts.add(String.format(Locale.ROOT, "%,d failed", counts.failed()));
    }
    if (counts.kept() > 0) {
      parts.add(String.format(Locale.ROOT, "%,d kept", counts.kept()));
    }
    return parts;
  }

  static Map<String, Object> json(JobProgress progress) {
    JobCounts counts = progress.counts();
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("listing", progress.listing());
    line.put("listed", counts.listed());
    line.put("excluded", counts.excluded());
    line.put("fetched", counts.fetched());
    line.put("kept", counts.kept());
    line.put("failed", counts.failed());
    line.put("open", progress.openObjects());
    line.put("bytesFetched", counts.bytesFetched());
    line.put("bytesPerSecond", Math.round(progress.bytesPerSecond()));
    line.put("note", progress.note());
    return line;
  }
}
