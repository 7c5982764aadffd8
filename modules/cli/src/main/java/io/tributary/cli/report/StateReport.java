package io.tributary.cli.report;

import io.tributary.core.display.DisplayText;
import io.tributary.engine.journal.StateEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** An unfinished download, for {@code state list} and {@code state show}. */
public final class StateReport {
  private StateReport() {}

  public static Map<String, Object> of(StateEntry entry) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("destination", IdentityReport.textOrNull(entry.destination()));
    object.put("source", IdentityReport.textOrNull(entry.source()));
    object.put("startedAt", seconds(entry.startedAt()));
    object.put("changedAt", seconds(entry.changedAt()));
    object.put("database", entry.database().toString());
    object.put("setAside", entry.setAside());
    object.put("running", entry.holder().isPresent());
    object.put("holder", entry.holder().orElse(null));
    return object;
  }

  public static String line(StateEntry entry) {
    String destination =
        entry.destination().isEmpty() ? entry.database() + " (unreadable)" : entry.destination();
    return String.join(
        "  ",
        seconds(entry.changedAt()),
        state(entry),
        DisplayText.escape(destination),
        DisplayText.escape(entry.source()));
  }

  private static String state(StateEntry entry) {
    return entry.setAside() ? "damaged" : entry.holder().isPresent() ? "running" : "stopped";
  }

  public static String text(StateEntry entry) {
    return String.join(
        "\n",
        "destination   " + DisplayText.escape(entry.destination()),
        "source        " + DisplayText.escape(entry.source()),
        "started       " + seconds(entry.startedAt()),
        "last change   " + seconds(entry.changedAt()),
        "state         "
            + DisplayText.escape(entry.holder().map(h -> "running: " + h).orElse(state(entry))),
        "database      " + entry.database());
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
