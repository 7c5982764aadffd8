package io.tributary.cli.progress;

import io.tributary.cli.launch.Console;
import io.tributary.cli.option.ProgressArguments.Progress;
import java.nio.charset.Charset;
import java.util.Locale;

/** Chooses the view that fits the user's wish and the terminal. */
public final class ProgressViews {
  private ProgressViews() {}

  /**
   * @param name of the file, made safe to print
   */
  public static ProgressView of(Progress wish, Console console, String name) {
    return switch (wish) {
      case NONE -> ProgressView.none();
      case JSON -> new JsonLines(console.err(), System::nanoTime);
      case PLAIN -> new PlainLines(console.err(), System::nanoTime);
      case BAR -> bar(console, name);
      case AUTO ->
          console.terminal() && !console.environment("TERM").equals("dumb")
              ? bar(console, name)
              : new PlainLines(console.err(), System::nanoTime);
    };
  }

  private static ProgressView bar(Console console, String name) {
    BarStyle style =
        new BarStyle(
            console.terminal() && console.environment("NO_COLOR").isEmpty(),
            console.terminal(),
            unicode(console));
    return new TerminalBar(
        console.err(), new TerminalWidth(console.terminalColumns()), style, name, System::nanoTime);
  }

  /** Whether the terminal's locale can show more than ASCII. */
  private static boolean unicode(Console console) {
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String locale = console.environment(name);
      if (!locale.isEmpty()) {
        return locale.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8");
      }
    }
    return Charset.defaultCharset().equals(java.nio.charset.StandardCharsets.UTF_8);
  }
}
