package io.tributary.cli.report;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.display.DisplayText;
import io.tributary.core.identity.Identity;
import io.tributary.core.quantity.ByteSize;
import io.tributary.storage.Probe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code stat} says. */
public final class ProbeReport {
  private ProbeReport() {}

  public static String json(String source, Probe probe) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("source", source);
    report.put("identity", IdentityReport.of(probe.identity()));
    report.put("ranges", probe.ranges());
    report.put("note", IdentityReport.textOrNull(probe.note()));
    return JsonText.of(report);
  }

  /** Lines of a name and a value, without a line break at the end. */
  public static String text(String source, Probe probe) {
    Identity identity = probe.identity();
    List<String> lines = new ArrayList<>();
    add(lines, "source", source);
    add(lines, "size", identity.sizeKnown() ? size(identity.sizeBytes()) : "unknown");
    add(lines, "etag", identity.etag());
    add(lines, "last modified", identity.lastModified());
    add(lines, "version", identity.versionId());
    add(lines, "ranges", probe.ranges() ? "yes" : "no");
    for (Checksum checksum : identity.checksums()) {
      add(lines, "checksum", checksum.toString());
    }
    add(lines, "note", probe.note());
    return String.join("\n", lines);
  }

  private static String size(long bytes) {
    return bytes < 1024 ? bytes + " B" : bytes + " B (" + ByteSize.format(bytes) + ")";
  }

  private static void add(List<String> lines, String name, String value) {
    if (!value.isEmpty()) {
      lines.add("%-14s%s".formatted(name, DisplayText.escape(value)));
    }
  }
}
