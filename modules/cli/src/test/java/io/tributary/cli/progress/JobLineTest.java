package io.tributary.cli.progress;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.api.JobCounts;
import io.tributary.engine.api.JobProgress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class JobLineTest extends JUnitSuite {
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(drawn, true, StandardCharsets.UTF_8);
  private final AtomicLong nanos = new AtomicLong(SECOND);

  private static JobProgress at(long fetched, boolean listing, String note) {
    JobCounts counts = new JobCounts(12_000, 2000, fetched, 7, 3, 5L << 30, 0);
    return new JobProgress(listing, counts, 64, 100 << 20, note);
  }

  private JobLine line() {
    BarStyle plain = new BarStyle(false, false, false);
    return new JobLine(out, new TerminalWidth(0), plain, "logs", nanos::get);
  }

  private String text() {
    return drawn.toString(StandardCharsets.UTF_8);
  }

  @Test
  public void itSaysHowManyOfWhatIsListedSoFar() {
    JobLine line = line();
    line.update(at(1234, true, ""));
    assertTrue(
        text(), text().contains("logs  1,244 of 10,000+ objects  5.0 GiB  100.0 MiB/s  3 failed"));
    nanos.addAndGet(SECOND);
    line.update(at(1234, false, ""));
    assertTrue(text(), text().contains("1,244 of 10,000 objects"));
  }

  @Test
  public void itNeverWrapsAndIsDrawnTenTimesASecondAtMost() {
    JobLine line = line();
    for (int step = 0; step < 1000; step++) {
      nanos.addAndGet(SECOND / 1000);
      line.update(at(step, true, ""));
    }
    String[] drawings = text().split("\r");
    assertTrue("drawings: " + drawings.length, drawings.length <= 12);
    for (String one : drawings) {
      assertTrue(one, one.length() < 80);
    }
    assertFalse(text().contains("\n"));
  }

  @Test
  public void notesAreSaidOnceAndMadeSafe() {
    JobLine line = line();
    for (int step = 0; step < 3; step++) {
      nanos.addAndGet(SECOND);
      line.update(at(step, true, "a\u001b[2Jnote"));
    }
    assertEquals(1, text().lines().filter(one -> one.contains("a\\x1b[2Jnote")).count());
    assertFalse(text().contains("\u001b"));
  }

  @Test
  public void plainLinesComeEveryFiveSeconds() {
    JobLines lines = new JobLines(out, JobLines.Form.PLAIN, nanos::get);
    for (int step = 0; step < 20; step++) {
      lines.update(at(step, true, ""));
      nanos.addAndGet(SECOND);
    }
    assertEquals(3, text().lines().count());
    assertTrue(text(), text().startsWith("tributary: 15 of 10,000+ objects, 5.0 GiB"));
  }

  @Test
  public void jsonIsAnObjectALine() {
    JobLines lines = new JobLines(out, JobLines.Form.JSON, nanos::get);
    nanos.addAndGet(SECOND);
    lines.update(at(5, false, ""));
    assertTrue(text(), text().startsWith("{\"listing\":false,\"listed\":12000,\"excluded\":2000"));
  }
}
