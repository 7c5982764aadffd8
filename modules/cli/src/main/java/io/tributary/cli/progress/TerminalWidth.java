package io.tributary.cli.progress;

import io.tributary.cli.launch.Signals;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The terminal's width in columns, kept up to date when its window changes. */
final class TerminalWidth {
  private static final int USUAL = 80;
  private volatile int columns;

  /**
   * @param columns at the start; 0 when standard error is no terminal, and then it stays 80
   */
  TerminalWidth(int columns) {
    this.columns = columns > 0 ? columns : USUAL;
    if (columns > 0) {
      Signals.handle("WINCH", this::ask);
    }
  }

  int columns() {
    return columns;
  }

  /** The JDK has no ioctl; {@code stty} has. Runs on the signal's own thread. */
  private void ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readNBytes(32), StandardCharsets.US_ASCII);
      String[] rowsAndColumns = size.strip().split(" ", -1);
      if (stty.waitFor(1, TimeUnit.SECONDS) && rowsAndColumns.length == 2) {
        columns = Math.max(1, Integer.parseInt(rowsAndColumns[1]));
      }
    } catch (IOException | NumberFormatException e) {
      columns = Math.min(columns, USUAL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
