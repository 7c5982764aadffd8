package io.tributary.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** What is said on standard error, and that nothing but data goes to standard output. */
public final class OutputEndToEndTest extends JUnitSuite {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private ObjectServer server;
  private Path directory;

  @Before
  public void start() {
    server = ObjectServer.start();
    server.put("/object", Content.synthetic(8, 3_000_000));
    directory = folder.getRoot().toPath();
  }

  @After
  public void stop() {
    server.close();
  }

  private String said(String options) {
    Outcome outcome =
        new Launcher(directory).run("get " + options + server.url("/object") + "?s=hidden out");
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    assertEquals("", outcome.out());
    assertFalse(outcome.err(), outcome.err().contains("hidden"));
    return outcome.err();
  }

  @Test
  public void quietSaysNothing() {
    assertEquals("", said("-q "));
    assertEquals("", said("--quiet --progress bar "));
  }

  @Test
  public void noProgressLeavesTheSummary() {
    String text = said("--progress none ");
    assertEquals(text, 1, text.lines().count());
    assertTrue(text, text.startsWith("tributary: " + directory.resolve("out") + ": 2.9 MiB in "));
  }

  @Test
  public void plainProgressIsWholeLines() {
    // Slow enough that a line is due, which is every five seconds.
    server.fault(When.get("/object"), Fault.trickle(100_000));
    String text = said("--progress plain --lanes 4 --part-size 100KiB ");
    assertTrue(text, text.lines().allMatch(line -> line.startsWith("tributary: ")));
    assertTrue(text, text.lines().anyMatch(line -> line.contains("% of ") || line.contains("%, ")));
    assertFalse(text, text.contains("\r"));
  }

  @Test
  public void jsonProgressIsAnObjectALine() throws IOException {
    server.fault(When.get("/object"), Fault.trickle(500_000));
    List<String> lines = said("--progress json --lanes 2 ").lines().toList();
    List<String> objects = lines.stream().filter(line -> line.startsWith("{")).toList();
    assertFalse(lines.toString(), objects.isEmpty());
    for (String object : objects) {
      assertTrue(new ObjectMapper().readTree(object).has("phase"));
    }
    assertEquals("the summary is the only other line", lines.size() - 1, objects.size());
  }

  @Test
  public void aBarWithoutATerminalHasNoEscapes() {
    server.fault(When.get("/object"), Fault.trickle(500_000));
    String text = said("--progress bar --lanes 2 ");
    assertTrue(text, text.contains("out "));
    assertFalse(text, text.contains("\u001b"));
  }

  @Test
  public void verboseLogsAndMoreVerboseLogsMore() {
    long info = said("-v --progress none ").lines().count();
    long debug = said("-vv --progress none ").lines().count();
    assertTrue(info + " and " + debug, info >= 1 && debug > info);
  }

  @Test
  public void aTerminalGetsABarThatFitsIt() throws IOException {
    boolean found = InPath.find("script");
    assertTrue("script is installed", found || System.getenv("CI") == null);
    Assume.assumeTrue("script is installed", found);
    String command =
        "stty cols 72; "
            + Launcher.LAUNCHER
            + " get --lanes 2 --part-size 100KiB "
            + server.url("/object")
            + " out";
    server.fault(When.get("/object"), Fault.trickle(2_000_000));
    ProcessBuilder builder = new ProcessBuilder("script", "-qec", command, "/dev/null");
    builder.directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().put("HOME", directory.resolve("home").toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("TERM", "xterm");
    builder.environment().put("TRIBUTARY_CLASS_ARCHIVE", "existing");
    Process process = builder.redirectInput(ProcessBuilder.Redirect.PIPE).start();
    Outcome outcome = Launcher.end(process);
    String seen = outcome.out();
    assertEquals(seen, 0, outcome.exitCode());
    assertTrue(seen, seen.contains("━") && seen.contains("%"));
    for (String line : seen.split("[\r\n]+", -1)) {
      String shown = line.replaceAll("\u001b\\[[0-9;]*[A-Za-z]", "");
      boolean drawing = shown.contains("━");
      assertTrue(shown.length() + ": " + shown, !drawing || shown.length() < 72);
    }
  }
}
