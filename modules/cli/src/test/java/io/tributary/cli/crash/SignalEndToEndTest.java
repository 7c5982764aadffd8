package io.tributary.cli.crash;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.torture.arena.Journal;
import io.tributary.torture.process.Ended;
import io.tributary.torture.process.ToolRun;
import java.nio.file.Files;
import org.junit.Test;

/** SIGINT and SIGTERM. */
public final class SignalEndToEndTest extends CrashSuite {
  private static final int SIZE = 24_000_001;
  private static final int LANES = 4;

  /** What each of the lanes has got when the source says no more. */
  private static final int BROUGHT_BYTES = SIZE / 4 / LANES;

  /** What a lane may have on its way: between the server's socket and its own buffer. */
  private static final long ON_ITS_WAY_BYTES = 1L << 20;

  private String get(String options) {
    return "get --lanes " + LANES + options + " " + server.url("/file") + " file";
  }

  @Test
  public void anInterruptRecordsWhatHasArrivedAndSaysHowToGoOn() {
    checkSignal("INT");
  }

  @Test
  public void aTerminationDoesTheSame() {
    checkSignal("TERM");
  }

  private void checkSignal(String signal) {
    Content content = slowObject("/file", SIZE, 1_000_000);
    // What is sent while the signal is on its way, however long that takes, would count as lost.
    server.fault(When.get("/file"), Fault.stallAfter(BROUGHT_BYTES));
    ToolRun run = start(get(" --json -q --part-size 6MiB"));
    run.until(() -> server.bytesSent() >= LANES * BROUGHT_BYTES);
    run.signal(signal);
    Ended ended = run.end();
    assertEquals(ended.toString(), 130, ended.exitCode());
    assertEquals(ended.toString(), "interrupted", ended.json().get("state").asText());
    assertTrue(ended.err(), ended.err().contains("run the same command again to resume"));
    assertEquals(ended.err(), 1, ended.err().lines().count());

    Journal journal = journal();
    long lost = server.bytesSent() - journal.recordedBytes();
    assertTrue("not recorded: " + lost, lost <= LANES * ON_ITS_WAY_BYTES);
    assertEquals("stopped", journal.types().get(journal.types().size() - 1));
    server.faults().clear();
    Ended next = run(get(" --json -q"));
    assertDone(next, "file", content);
    assertEquals(journal.recordedBytes(), next.number("bytesResumed"));
    assertNoTraces("file");
  }

  @Test
  public void theBarLeavesTheTerminalAsItWas() {
    slowObject("/file", SIZE, 300_000);
    ToolRun run = start(get(" --progress bar --part-size 1MiB"));
    run.until(() -> journal().recordedBytes() > 0 && run.errors().contains("%"));
    run.signal("INT");
    Ended ended = run.end();
    assertEquals(ended.toString(), 130, ended.exitCode());
    String err = ended.err();
    int message = err.indexOf("tributary: interrupted");
    assertTrue(err, message > 0);
    String before = err.substring(0, message);
    assertTrue("the message has a line of its own: " + err, before.matches("(?s).*(\n|\r[^%]*)"));
    assertTrue(err, err.endsWith("\n"));
    assertEquals("hidden as often as shown", count(err, "\u001b[?25l"), count(err, "\u001b[?25h"));
    assertFalse("no colour stays", err.substring(message).contains("\u001b["));
  }

  private static long count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }

  @Test
  public void aSecondSignalEndsAtOnceAndLosesNothingThatWasRecorded() {
    Content content = slowObject("/file", SIZE, 200_000);
    ToolRun run = start(get(" --json -q --part-size 1MiB"));
    run.until(() -> journal().recordedBytes() > SIZE / 24);
    long recorded = journal().recordedBytes();
    run.signal("INT");
    run.signal("INT");
    assertEquals(130, run.end().exitCode());
    server.faults().clear();
    Ended next = run(get(" --json -q"));
    assertDone(next, "file", content);
    assertTrue(next.toString(), next.number("bytesResumed") >= recorded);
    assertNoTraces("file");
  }

  @Test
  public void aServerThatNeverAnswersDoesNotKeepAnInterruptWaiting() throws InterruptedException {
    server.fault(When.any(), Fault.stallBeforeHead());
    // Much longer than any run of a test may take: only the signal can end this one.
    ToolRun run = start(get(" --json -q --timeout 1h"));
    run.until(() -> server.requestCount() > 0);
    run.signal("INT");
    Ended ended = run.end();
    assertEquals(ended.toString(), 130, ended.exitCode());
    assertEquals(ended.toString(), "interrupted", ended.json().get("state").asText());
    assertNoTraces();
  }

  @Test
  public void anInterruptIsHeardWhileTheNodeIsStillStarting() {
    slowObject("/file", SIZE, 100_000);
    ToolRun run = start(get(" --json -q"));
    run.until(() -> Files.exists(stateDirectory));
    run.signal("INT");
    Ended ended = run.end();
    assertEquals(ended.toString(), 130, ended.exitCode());
    assertEquals(ended.toString(), "interrupted", ended.json().get("state").asText());
  }
}
