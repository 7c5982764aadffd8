package io.tributary.cli.report;

import io.tributary.core.display.DisplayText;
import io.tributary.storage.listing.ListedObject;
import io.tributary.storage.listing.ListingPage;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code ls} says: a line an entry. */
public final class ListingReport {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private ListingReport() {}

  /** Time in UTC, size in bytes, key; control characters in keys are escaped. */
  public static List<String> text(ListingPage page) {
    List<String> lines = new ArrayList<>();
    for (String prefix : page.prefixes()) {
      lines.add("%19s %14s %s".formatted("", "-", DisplayText.escape(prefix)));
    }
    for (ListedObject object : page.objects()) {
      lines.add(
          "%19s %14s %s"
              .formatted(
                  object.lastModified().map(TIME::format).orElse("-"),
                  size(object) == null ? "?" : object.sizeBytes(),
                  DisplayText.escape(object.key())));
    }
    return lines;
  }

  /** An object or {@code {"prefix": …}} each. */
  public static List<String> json(ListingPage page) {
    List<String> lines = new ArrayList<>();
    for (String prefix : page.prefixes()) {
      lines.add(JsonText.of(Map.of("prefix", prefix)));
    }
    for (ListedObject object : page.objects()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("key", object.key());
      entry.put("source", object.locator().objectKey());
      entry.put("size", size(object));
      entry.put("etag", textOrNull(object.etag()));
      entry.put("lastModified", object.lastModified().map(Instant::toString).orElse(null));
      entry.put("storageClass", textOrNull(object.storageClass()));
      lines.add(JsonText.of(entry));
    }
    return lines;
  }

  private static Long size(ListedObject object) {
    return object.sizeBytes() == ListedObject.UNKNOWN_SIZE ? null : object.sizeBytes();
  }

  private static String textOrNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
