package io.tributary.benchmarks.cluster;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The figures of one case as Markdown. */
final class ClusterTable {
  private static final double MEGABYTE = 1e6;
  private static final double MEBIBYTE = 1 << 20;
  private static final List<String> HEADINGS =
      List.of(
          "nodes",
          "links, MB/s",
          "time, s",
          "MB/s",
          "share",
          "to the first request, s",
          "after the last, s",
          "share in between",
          "MiB per node",
          "twice, MiB",
          "cores busy, of which nodes");

  private ClusterTable() {}

  static String of(ClusterCase kind, List<ClusterFigures> figures) {
    StringBuilder text = new StringBuilder();
    text.append("### To ").append(kind.destination()).append(" (`").append(name(kind));
    text.append("`)\n\n")
        .append(line(HEADINGS))
        .append(line(Collections.nCopies(HEADINGS.size(), "---")));
    figures.forEach(one -> text.append(row(one)));
    return text.toString();
  }

  static String name(ClusterCase kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String row(ClusterFigures figures) {
    return line(
        List.of(
            "" + figures.nodes(),
            number("%.1f", figures.linksBytesPerSecond() / MEGABYTE),
            number("%.2f", figures.submitSeconds()),
            number("%.1f", figures.bytesPerSecond() / MEGABYTE),
            number("%.3f", figures.share()),
            number("%.2f", figures.beginSeconds()),
            number("%.2f", figures.endSeconds()),
            number("%.3f", figures.transferShare()),
            perNode(figures.nodeBytes()),
            number("%.1f", figures.twiceBytes() / MEBIBYTE),
            number("%.2f", figures.busySeconds() / figures.submitSeconds())
                + ", "
                + number("%.2f", figures.nodesCpuSeconds() / figures.submitSeconds())));
  }

  private static String perNode(List<Long> nodeBytes) {
    return nodeBytes.stream()
        .map(bytes -> number("%.0f", bytes / MEBIBYTE))
        .collect(Collectors.joining(" "));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
