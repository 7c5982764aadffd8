package io.tributary.cli.progress;

import io.tributary.cli.launch.Console;
import io.tributary.cli.option.ProgressArguments.Progress;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.JobProgress;
import java.nio.charset.Charset;
import java.util.Locale;

/** Chooses the view that fits the user's wish and the terminal. */
public final class ProgressViews {
  private ProgressViews() {}

  /**
   * @param name of the file, made safe to print
   */
  public static ProgressView<DownloadProgress> of(Progress wish, Console console, String name) {
    return switch (wish) {
      case NONE -> ProgressView.none();
      case JSON -> new JsonLines(console.err(), System::nanoTime);
      case PLAIN -> new PlainLines(console.err(), System::nanoTime);
      case BAR -> bar(console, name);
      case AUTO ->
          canDraw(console) ? bar(console, name) : new PlainLines(console.err(), System::nanoTime);
    };
  }

  /** The same of many objects. */
  public static ProgressView<JobProgress> ofMany(Progress wish, Console console, String name) {
    return switch (wish) {
      case NONE -> ProgressView.none();
      case JSON -> new JobLines(console.err(), JobLines.Form.JSON, System::nanoTime);
      case PLAIN -> new JobLines(console.err(), JobLines.Form.PLAIN, System::nanoTime);
      case BAR -> line(console, name);
      case AUTO ->
          canDraw(console)
              ? line(console, name)
              : new JobLines(console.err(), JobLines.Form.PLAIN, System::nanoTime);
    };
  }

  private static boolean canDraw(Console console) {
    return console.terminal() && !console.environment("TERM").equals("dumb");
  }

  private static ProgressView<JobProgress> line(Console console, String name) {
    return new JobLine(
        console.err(),
        new TerminalWidth(console.terminalColumns()),
        style(console),
        name,
        System::nanoTime);
  }

  private static ProgressView<DownloadProgress> bar(Console console, String name) {
    return new TerminalBar(
        console.err(),
        new TerminalWidth(console.terminalColumns()),
        style(console),
        name,
        System::nanoTime);
  }

  private static BarStyle style(Console console) {
    return new BarStyle(
        console.terminal() && console.environment("NO_COLOR").isEmpty(),
        console.terminal(),
        unicode(console));
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
