package io.tributary.storage.index;

import io.tributary.core.locator.PercentEncoding;
import io.tributary.storage.listing.ListedObject;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code autoindex_format html} of nginx. Every line must be understood: what is passed over
 * would be missing on the disk.
 */
final class HtmlIndex {
  private static final Pattern PAGE =
      Pattern.compile(
          "<html>.*?<h1>Index of [^\\n]*</h1><hr><pre><a href=\"\\.\\./\">\\.\\./</a>\\r?\\n"
              + "(?<lines>.*)</pre><hr></body>\\s*</html>\\s*",
          Pattern.DOTALL);

  private static final Pattern LINE =
      Pattern.compile(
          "<a href=\"(?<name>[^\"/<>]+)(?<slash>/?)\">[^<]*</a> *"
              + "(?<time>\\d\\d-[A-Z][a-z]{2}-\\d{4} \\d\\d:\\d\\d) +(?<size>-|\\d{1,18}[KMG]?)");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd-MMM-yyyy HH:mm", Locale.ROOT);

  private HtmlIndex() {}

  static List<IndexEntry> read(byte[] document) throws NotAnIndexException {
    Matcher page = PAGE.matcher(new String(document, StandardCharsets.UTF_8));
    if (!page.matches()) {
      throw new NotAnIndexException("it is not a directory index of nginx");
    }
    List<IndexEntry> entries = new ArrayList<>();
    for (String line : page.group("lines").lines().toList()) {
      entries.add(entry(line));
    }
    return entries;
  }

  private static IndexEntry entry(String line) throws NotAnIndexException {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new NotAnIndexException("a line of its index is not understood");
    }
    String rawName = unescaped(parts.group("name"));
    boolean directory = !parts.group("slash").isEmpty();
    String size = parts.group("size");
    boolean exact = !directory && size.chars().allMatch(Character::isDigit);
    return new IndexEntry(
        rawName,
        PercentEncoding.decode(rawName),
        directory,
        exact ? Long.parseLong(size) : ListedObject.UNKNOWN_SIZE,
        time(parts.group("time")).toInstant(ZoneOffset.UTC));
  }

  private static String unescaped(String href) {
    return href.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
  }

  private static LocalDateTime time(String text) throws NotAnIndexException {
    try {
      return LocalDateTime.parse(text, TIME);
    } catch (DateTimeParseException e) {
      throw new NotAnIndexException("a time in its index is not understood");
    }
  }
}
