package io.tributary.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.core.display.DisplayText;
import io.tributary.core.quantity.ByteSize;
import io.tributary.engine.client.http.ControlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** A download or job of a node, for people. */
public final class DownloadText {
  private static final int HUNDRED = 100;

  private DownloadText() {}

  /** One line of a list. */
  public static String line(JsonNode download) {
    return String.join(
        "  ",
        download.path("id").asText(),
        "%-9s".formatted(download.path("state").asText()),
        "%-20s".formatted(progress(download)),
        DisplayText.escape(place(download)),
        DisplayText.escape(download.path("source").asText())
            + priority(download)
            + (waits(download) ? "  (" + reason(download) + ")" : ""));
  }

  /** Worth a word only where it is not that of most. */
  private static String priority(JsonNode download) {
    String priority = download.path("priority").asText("normal");
    return priority.equals("normal") ? "" : "  (" + DisplayText.escape(priority) + " priority)";
  }

  /** Whether it waits for something else than its turn. */
  static boolean waits(JsonNode download) {
    return download.path("state").asText().equals("waiting") && download.path("error").isObject();
  }

  /** Why it failed, or waits. */
  static String reason(JsonNode download) {
    return ControlClient.problem(download.path("error")).oneLine();
  }

  /** How much of it is there. */
  public static String progress(JsonNode download) {
    if (JobSummary.is(download)) {
      return JobSummary.progress(download);
    }
    long done = download.path("bytesDone").asLong();
    if (!download.path("size").isNumber()) {
      return ByteSize.format(done);
    }
    long size = download.path("size").asLong();
    String percent = size == 0 ? "" : " (" + HUNDRED * done / size + " %)";
    return ByteSize.format(done) + " of " + ByteSize.format(size) + percent;
  }

  /** All that is known of it. */
  public static String page(JsonNode download) {
    StringJoiner lines = new StringJoiner("\n");
    download
        .fields()
        .forEachRemaining(
            field -> {
              String name = field.getKey();
              for (String value : values(download, name, field.getValue())) {
                lines.add("%-14s%s".formatted(name, value));
                name = "";
              }
            });
    return lines.toString();
  }

  private static List<String> values(JsonNode download, String name, JsonNode value) {
    if (value.isNull() || (name.equals("statusReason") && !isActive(download))) {
      return List.of();
    }
    return switch (name) {
      case "error" -> List.of(reason(download));
      case "status" -> JobSummary.is(download) ? JobSummary.table(value) : StatusText.table(value);
      case "progress" -> List.of(JobSummary.sentence(value));
      case "result" ->
          JobSummary.is(download) ? result(download, value) : List.of(value.toString());
      default -> List.of(DisplayText.escape(value.isTextual() ? value.asText() : value.toString()));
    };
  }

  private static List<String> result(JsonNode job, JsonNode value) {
    List<String> lines = new ArrayList<>();
    lines.add(JobSummary.sentence(value) + ", in " + value.path("seconds").asText() + " s");
    lines.addAll(JobSummary.failures(job));
    return lines;
  }

  private static boolean isActive(JsonNode download) {
    return download.path("state").asText().equals("active");
  }

  private static String place(JsonNode download) {
    String home = download.path("home").asText("");
    String path = download.path("destination").asText() + (JobSummary.is(download) ? "/" : "");
    return home.isEmpty() || download.path("home").isNull() ? path : "file://" + home + path;
  }
}
