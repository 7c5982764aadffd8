package io.tributary.engine.history;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The last line that somebody has: the next page begins behind it. */
public record HistoryPlace(long event, int line) {
  public static final HistoryPlace START = new HistoryPlace(0, 0);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\.(\\d{1,9})");

  /** As {@link #text} has it; empty for anything else. */
  public static Optional<HistoryPlace> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new HistoryPlace(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  public String text() {
    return event + "." + line;
  }
}
