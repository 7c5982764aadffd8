package io.tributary.cli.report;

import io.tributary.core.display.DisplayText;
import io.tributary.core.quantity.ByteSize;
import io.tributary.engine.receipt.CheckCounts;
import io.tributary.engine.receipt.Finding;
import io.tributary.engine.receipt.Finding.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The outcome of {@code verify}: one JSON object, or a sentence. */
public final class CheckReport {
  private static final int MOST_SHOWN = 20;

  private final List<Map<String, Object>> first = new ArrayList<>();

  /** Keeps the first few, for {@link #json}. */
  public void add(Finding finding) {
    if (first.size() < MOST_SHOWN) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("path", finding.line().path());
      one.put("source", finding.line().locator());
      one.put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT));
      one.put("reason", finding.reason());
      one.put("badRanges", badRanges(finding));
      first.add(one);
    }
  }

  /** The first and the last byte of each, for the first few. */
  private static List<List<Long>> badRanges(Finding finding) {
    return finding.badRanges().stream()
        .limit(MOST_SHOWN)
        .map(range -> List.of(range.start(), range.end() - 1))
        .toList();
  }

  /** What is wrong with one file, for people. */
  public static String line(Finding finding) {
    return "%-8s%s: %s"
        .formatted(
            finding.verdict().name().toLowerCase(Locale.ROOT),
            DisplayText.escape(finding.line().path()),
            DisplayText.escape(finding.reason()));
  }

  public String json(Path receipt, Path root, CheckCounts counts, double seconds) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("receipt", receipt.toString());
    report.put("root", root.toString());
    report.put("checked", counts.checked());
    report.put("good", counts.of(Verdict.GOOD));
    report.put("sizeOnly", counts.of(Verdict.SIZE_ONLY));
    report.put("missing", counts.of(Verdict.MISSING));
    report.put("bad", counts.of(Verdict.BAD));
    report.put("notFetched", counts.of(Verdict.NOT_FETCHED));
    report.put("goodBytes", counts.goodBytes());
    report.put("seconds", Math.round(seconds * 1000) / 1000.0);
    report.put("first", first);
    return JsonText.of(report);
  }

  public static String sentence(CheckCounts counts, double seconds) {
    StringBuilder text = new StringBuilder();
    text.append(Plural.of(counts.checked(), "file"))
        .append(" checked in ")
        .append(String.format(Locale.ROOT, "%.1f s", seconds))
        .append(": ")
        .append(counts.of(Verdict.GOOD) + counts.of(Verdict.SIZE_ONLY))
        .append(" good (")
        .append(ByteSize.format(counts.goodBytes()))
        .append(")");
    add(text, counts.of(Verdict.MISSING), "missing");
    add(text, counts.of(Verdict.BAD), "bad");
    add(text, counts.of(Verdict.SIZE_ONLY), "by their size only, for want of a checksum");
    add(text, counts.of(Verdict.NOT_FETCHED), "not there, since the job could not fetch them");
    return text.toString();
  }

  private static void add(StringBuilder text, long count, String what) {
    if (count > 0) {
      text.append(", ").append(count).append(' ').append(what);
    }
  }
}
