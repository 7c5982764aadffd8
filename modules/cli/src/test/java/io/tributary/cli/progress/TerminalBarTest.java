package io.tributary.cli.progress;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadProgress.Phase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class TerminalBarTest extends JUnitSuite {
  private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(drawn, true, StandardCharsets.UTF_8);
  private final AtomicLong nanos = new AtomicLong(1_000_000_000L);

  private static DownloadProgress at(long done, String note) {
    return new DownloadProgress(Phase.FETCHING, 1000 << 20, done, 0, 100 << 20, 8, 5, 1, note);
  }

  private TerminalBar bar(BarStyle style) {
    return new TerminalBar(out, new TerminalWidth(0), style, "name.bin", nanos::get);
  }

  private String text() {
    return drawn.toString(StandardCharsets.UTF_8);
  }

  @Test
  public void itShowsPercentSpeedTimeBytesAndLanes() {
    bar(new BarStyle(false, true, true)).update(at(450 << 20, ""));
    assertTrue(text(), text().contains("name.bin  45% ━"));
    assertTrue(text(), text().contains("100.0 MiB/s  0:06"));
  }

  @Test
  public void itNeverWrapsAndIsDrawnOverItself() {
    TerminalBar bar = bar(new BarStyle(false, false, false));
    for (int step = 0; step < 100; step++) {
      nanos.addAndGet(TerminalBar.LEAST_NANOS_BETWEEN);
      bar.update(at((long) step << 20, ""));
    }
    assertFalse(text().contains("\n"));
    for (String line : text().split("\r")) {
      assertTrue(line, line.length() < 80);
    }
  }

  @Test
  public void itIsDrawnTenTimesASecondAtMost() {
    TerminalBar bar = bar(new BarStyle(false, true, true));
    for (int step = 0; step < 1000; step++) {
      nanos.addAndGet(1_000_000);
      bar.update(at(step, ""));
    }
    int drawings = text().split("\r").length - 1;
    assertTrue("drawings: " + drawings, drawings >= 9 && drawings <= 11);
  }

  @Test
  public void withoutColourThereIsNone() {
    bar(new BarStyle(false, true, true)).update(at(1, ""));
    assertFalse(text().contains("[32m"));
    assertFalse(text().contains("[2;"));
  }

  @Test
  public void aNoteOfTheServerCannotControlTheTerminal() {
    TerminalBar bar = bar(new BarStyle(false, false, true));
    bar.update(at(1, "server said \u001b]0;owned\u0007"));
    assertFalse(text().contains("\u001b"));
    assertTrue(text().contains("\\x1b"));
    nanos.addAndGet(TerminalBar.LEAST_NANOS_BETWEEN);
    bar.update(at(2, "server said \u001b]0;owned\u0007"));
    assertEquals("a note is said once", 2, text().split("owned", -1).length);
  }

  @Test
  public void plainLinesHoldNoControlCharacters() {
    PlainLines lines = new PlainLines(out, nanos::get);
    lines.update(at(1 << 20, ""));
    assertEquals("", text());
    nanos.addAndGet(PlainLines.BETWEEN.toNanos());
    lines.update(at(450 << 20, ""));
    assertEquals(
        "tributary: 45%, 450.0 MiB of 1000.0 MiB, 100.0 MiB/s, 8 lanes, 0:06 left\n", text());
  }

  @Test
  public void jsonLinesAreOneObjectEach() {
    new JsonLines(out, nanos::get).update(at(7, "x\ny"));
    assertEquals(1, text().lines().count());
    assertTrue(
        text(), text().startsWith("{\"phase\":\"fetching\",\"size\":1048576000,\"bytesDone\":7"));
  }
}
