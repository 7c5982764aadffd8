package io.tributary.cli.option;

import io.tributary.storage.SourceSecrets.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Request headers as users give them. Their values may be secrets: no message shows one. */
final class HeaderArgument {
  private static final long MOST_FILE_BYTES = 1 << 20;

  /** RFC 9110, 5.6.2. */
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** What the program decides itself: changing it would fetch other bytes than were asked for. */
  private static final Set<String> OURS =
      Set.of(
          "range",
          "if-range",
          "if-match",
          "if-none-match",
          "if-modified-since",
          "if-unmodified-since",
          "accept-encoding",
          "connection",
          "content-length",
          "transfer-encoding",
          "host",
          "te",
          "upgrade");

  private HeaderArgument() {}

  static List<Header> parse(List<String> arguments) {
    List<Header> headers = new ArrayList<>();
    for (String argument : arguments) {
      for (String line :
          argument.startsWith("@") ? linesOf(argument.substring(1)) : lines(argument)) {
        if (!line.isBlank()) {
          headers.add(header(line));
        }
      }
    }
    return headers;
  }

  private static List<String> lines(String text) {
    return text.lines().toList();
  }

  private static List<String> linesOf(String file) {
    try {
      Path path = Path.of(file);
      if (Files.size(path) > MOST_FILE_BYTES) {
        throw Usage.option("--header", "the file '" + file + "' is larger than 1 MiB", "");
      }
      return Files.readAllLines(path, StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      throw Usage.option(
          "--header", "the file '" + file + "' cannot be read", "check its name and permissions");
    }
  }

  private static Header header(String line) {
    int colon = line.indexOf(':');
    String name = colon < 0 ? "" : line.substring(0, colon).strip();
    String value = line.substring(colon + 1).strip();
    if (!NAME.matcher(name).matches()) {
      throw Usage.option("--header", "a header is not of the form 'Name: value'", "");
    }
    if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
      throw Usage.option(
          "--header", "'" + name + "' is set by the download itself", "leave it out");
    }
    if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
      throw Usage.option("--header", "the value of '" + name + "' holds a control character", "");
    }
    return new Header(name, value);
  }
}
