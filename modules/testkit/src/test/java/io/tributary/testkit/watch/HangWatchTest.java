package io.tributary.testkit.watch;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.JUnitCore;
import org.scalatestplus.junit.JUnitSuite;

/** A test that hangs ends with its virtual machine; others are left alone. */
public final class HangWatchTest extends JUnitSuite {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private Path said;

  /** Runs the tests of a class in a virtual machine of its own. */
  public static final class Main {
    private Main() {}

    /** Takes the name of the class. */
    public static void main(String[] args) throws Exception {
      JUnitCore core = new JUnitCore();
      core.addListener(new HangWatch());
      core.run(Class.forName(args[0]));
      // Longer than a test may take: is what is done still watched?
      Duration limit = Duration.parse(System.getProperty(HangWatch.LIMIT));
      TimeUnit.MILLISECONDS.sleep(limit.plusSeconds(2).toMillis());
    }
  }

  /** Hangs. */
  public static final class Hanging {
    @Test
    public void neverDone() throws InterruptedException {
      TimeUnit.HOURS.sleep(1);
    }
  }

  /** Does not. */
  public static final class Quick {
    @Test
    public void done() {}

    @Test
    public void doneAsWell() {}
  }

  private int run(Class<?> tests, String limit) throws Exception {
    said = folder.newFile().toPath();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(
            java,
            "-D" + HangWatch.LIMIT + "=" + limit,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            tests.getName());
    File out = said.toFile();
    Process process = new ProcessBuilder(command).redirectError(out).redirectOutput(out).start();
    try {
      assertTrue("it ends", process.waitFor(2, TimeUnit.MINUTES));
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  public void whatHangsIsEndedAndNamed() throws Exception {
    int code = run(Hanging.class, "PT1S");
    String text = Files.readString(said);
    assertEquals(text, HangWatch.EXIT_CODE, code);
    assertTrue(text, text.contains("neverDone(" + Hanging.class.getName() + ") hangs"));
    assertTrue(text, text.contains("Hanging.neverDone(HangWatchTest.java:"));
  }

  @Test
  public void whatIsDoneIsNot() throws Exception {
    // Longer than a busy machine stands still.
    assertEquals(0, run(Quick.class, "PT10S"));
    assertEquals("", Files.readString(said));
  }
}
