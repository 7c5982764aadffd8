package io.tributary.cli.option;

import io.tributary.core.locator.ParsedLocator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** SOURCE: a locator, or {@code -} to read it from standard input, where no one else can see it. */
public final class SourceText {
  private SourceText() {}

  public static ParsedLocator parse(String text, InputStream in) {
    return ParsedLocator.parse(locator(text, in));
  }

  /** The same for what is to be listed. */
  public static ParsedLocator parsePrefix(String text, InputStream in) {
    return ParsedLocator.parsePrefix(locator(text, in));
  }

  static String locator(String text, InputStream in) {
    String locator = text.equals("-") ? firstLine(in) : text;
    if (Usage.lostBytes(locator)) {
      throw Usage.commandLine(
          "SOURCE holds bytes that are not UTF-8", "write them as %XX in a URL");
    }
    return locator;
  }

  private static String firstLine(InputStream in) {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    try {
      String line = lines.readLine();
      if (line != null && !line.isBlank()) {
        return line.strip();
      }
    } catch (IOException e) {
      throw Usage.commandLine("SOURCE is '-', and standard input cannot be read", "");
    }
    throw Usage.commandLine(
        "SOURCE is '-', and standard input holds no locator",
        "write the locator into its first line");
  }
}
