package io.tributary.cli.report;

import io.tributary.core.display.DisplayText;
import io.tributary.core.failure.Failure;
import io.tributary.engine.receipt.ReceiptLine;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a dry run says of an object. */
public final class PlanReport {
  private PlanReport() {}

  /** What would be done, size in bytes, and path; or key and reason. */
  public static String text(ReceiptLine line) {
    String what =
        line.state() == ReceiptLine.State.FAILED
            ? line.key() + ": " + reason(line)
            : line.path() + (line.state() == ReceiptLine.State.DIRECTORY ? "/" : "");
    String size = line.sizeBytes() < 0 ? "-" : Long.toString(line.sizeBytes());
    return "%-9s %14s %s".formatted(action(line), size, DisplayText.escape(what));
  }

  public static String json(ReceiptLine line) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("action", action(line));
    object.put("source", line.locator());
    object.put("key", line.key());
    object.put("path", line.path().isEmpty() ? null : line.path());
    object.put("size", line.sizeBytes() < 0 ? null : line.sizeBytes());
    object.put("reason", reason(line).isEmpty() ? null : reason(line));
    return JsonText.of(object);
  }

  private static String action(ReceiptLine line) {
    return switch (line.state()) {
      case FETCHED -> "fetch";
      case KEPT -> "keep";
      case DIRECTORY -> "directory";
      case FAILED -> "refuse";
    };
  }

  private static String reason(ReceiptLine line) {
    Failure failure = line.failureOrNull();
    return failure == null ? "" : failure.reason();
  }
}
